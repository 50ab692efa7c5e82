import { getNamedType, isCompositeType, isInputObjectType } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLNamedType } from 'graphql';
import { argument, booleanArgument, numberArgument, textsArgument } from '../supergraph/linked-directives.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';

export type ListSize = {
  assumedSize: number | undefined;
  slicingArguments: readonly string[];
  sizedFields: readonly string[];
  requireOneSlicingArgument: boolean;
};

/** What each part of a schema weighs: objects 1, leaves 0, arguments 0, input objects 1, and otherwise as `@cost` says. */
export type Weights = {
  ofField(field: GraphQLField<unknown, unknown>): number;
  ofInput(input: GraphQLArgument | GraphQLInputField): number;
  listSizeOf(field: GraphQLField<unknown, unknown>): ListSize | undefined;
};

/** A field's weight goes before its type's, an argument's before its input type's. */
export function weightsOf(view: SupergraphView): Weights {
  const weight = (node: Parameters<SupergraphView['find']>[0]) => {
    const cost = view.find(node, 'cost');
    return cost && numberArgument(cost, 'weight');
  };
  const nodeOf = (type: GraphQLNamedType) => type.astNode;
  return {
    ofField: (field) => {
      const type = getNamedType(field.type);
      return weight(field.astNode) ?? weight(nodeOf(type)) ?? (isCompositeType(type) ? 1 : 0);
    },
    ofInput: (input) => {
      const type = getNamedType(input.type);
      return weight(input.astNode) ?? weight(nodeOf(type)) ?? (isInputObjectType(type) ? 1 : 0);
    },
    listSizeOf: (field) => {
      const directive = view.find(field.astNode, 'listSize');
      if (!directive) return undefined;
      return {
        assumedSize: numberArgument(directive, 'assumedSize'),
        slicingArguments: textsArgument(directive, 'slicingArguments') ?? [],
        sizedFields: textsArgument(directive, 'sizedFields') ?? [],
        requireOneSlicingArgument: argument(directive, 'slicingArguments') !== undefined && (booleanArgument(directive, 'requireOneSlicingArgument') ?? true),
      };
    },
  };
}
