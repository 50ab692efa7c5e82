import { GraphQLError, Kind, OperationTypeNode, getNamedType, getNullableType, isInputObjectType, isInterfaceType, isListType, isObjectType } from 'graphql';
import type { DirectiveNode, DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLArgument, GraphQLCompositeType, GraphQLField, GraphQLInputField, OperationDefinitionNode, SelectionSetNode, ValueNode } from 'graphql';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import { onlyIf, product, sum, valueOf } from './cost-terms.ts';
import type { Term, Variables } from './cost-terms.ts';
import { createActualCost } from './actual-cost.ts';
import type { CostedFields } from './actual-cost.ts';
import { weightsOf } from './weights.ts';
import type { ListSize } from './weights.ts';

export type CostEstimator = {
  /**
   * The most that the operation may cost, before it runs.
   * @throws GraphQLError COST_QUERY_PARSE_FAILURE where a field wants exactly one slicing argument and has none or several
   */
  estimate(variables: Variables): number;
  /** What it did cost, from `data` of its answer. */
  actual(data: unknown): number;
};

export type CostOptions = { /** Of a list that nothing is said of. */ assumedListSize: number };

/** What a mutation costs before its fields are looked at. */
const mutationCost = 10;

/**
 * Compiles the cost of an operation, as Apollo's and Hive's routers read the IBM specification: a field costs its size times
 * (its weight and its selections), and its arguments. The size is 1, or of a list what `@listSize` says here or on the
 * parent (`sizedFields`), or what is assumed of every list. Fragments of different types count together: an upper bound.
 * @param document already valid against the supergraph's API
 */
export function estimateCost(view: SupergraphView, document: DocumentNode, operationName: string | undefined, options: CostOptions): CostEstimator {
  const weights = weightsOf(view);
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  const operation = operationName === undefined ? operations[0] : operations.find((one) => one.name?.value === operationName);
  const root = operation && view.schema.getRootType(operation.operation);
  if (!operation || !root) throw new GraphQLError('The document has no such operation.');

  const costOfValue = (value: ValueNode, input: GraphQLArgument | GraphQLInputField): Term => {
    const weight = weights.ofInput(input);
    if (value.kind === Kind.NULL) return 0;
    if (value.kind === Kind.VARIABLE) {
      const { value: name } = value.name;
      return (variables) => costOfVariable(variables[name], input);
    }
    if (value.kind === Kind.LIST) return sum([isInputObjectType(getNamedType(input.type)) ? 0 : weight, ...value.values.map((one) => costOfValue(one, input))]);
    const type = getNamedType(input.type);
    if (value.kind !== Kind.OBJECT || !isInputObjectType(type)) return weight;
    const known = type.getFields();
    return sum([weight, ...value.fields.map((field) => {
      const inner = known[field.name.value];
      return inner ? costOfValue(field.value, inner) : 0;
    })]);
  };

  const costOfVariable = (value: unknown, input: GraphQLArgument | GraphQLInputField): number => {
    if (value === null || value === undefined) return 0;
    const weight = weights.ofInput(input);
    const type = getNamedType(input.type);
    if (Array.isArray(value)) return value.reduce((total: number, one) => total + costOfVariable(one, input), isInputObjectType(type) ? 0 : weight);
    if (typeof value !== 'object' || !isInputObjectType(type)) return weight;
    return Object.values(type.getFields()).reduce((total, field) => total + costOfVariable((value as Variables)[field.name], field), weight);
  };

  const costOfField = (node: FieldNode, field: GraphQLField<unknown, unknown>, sizeFromParent: Term | undefined, costed: CostedFields): Term => {
    const listSize = weights.listSizeOf(field);
    const size = listSize && expectedSize(node, field, listSize, options.assumedListSize);
    const isList = isListType(getNullableType(field.type));
    const count = !isList ? 1 : (sizeFromParent ?? size ?? options.assumedListSize);
    const type = getNamedType(field.type);
    const weight = weights.ofField(field);
    const argumentsCost = sum((node.arguments ?? []).map((one) => {
      const definition = field.args.find(({ name }) => name === one.name.value);
      return definition ? costOfValue(one.value, definition) : 0;
    }));
    const key = node.alias?.value ?? node.name.value;
    const entry = costed.get(key) ?? { weight, inner: new Map() };
    entry.weight = Math.max(entry.weight, weight);
    costed.set(key, entry);
    const inner = node.selectionSet ? costOfSelections(node.selectionSet, type as GraphQLCompositeType, listSize && size !== undefined ? { names: listSize.sizedFields, size } : undefined, entry.inner) : 0;
    return sum([product(count, sum([weight, inner])), argumentsCost]);
  };

  type Sized = { names: readonly string[]; size: Term };

  const costOfSelections = (set: SelectionSetNode, type: GraphQLCompositeType, sized: Sized | undefined, costed: CostedFields): Term => {
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    return sum(set.selections.map((selection): Term => {
      const condition = conditionOf(selection.directives ?? []);
      if (condition === false) return 0;
      if (selection.kind === Kind.FIELD) {
        const field = fields[selection.name.value];
        if (!field) return 0; // __typename and introspection cost nothing
        return onlyIf(condition, costOfField(selection, field, sized?.names.includes(field.name) ? sized.size : undefined, costed));
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) return 0;
      const on = fragment.typeCondition ? (view.schema.getType(fragment.typeCondition.name.value) as GraphQLCompositeType | undefined) : type;
      return on ? onlyIf(condition, costOfSelections(fragment.selectionSet, on, sized, costed)) : 0;
    }));
  };

  const costed: CostedFields = new Map();
  const fixed = operation.operation === OperationTypeNode.MUTATION ? mutationCost : 0;
  const total = sum([fixed, costOfSelections(operation.selectionSet, root, undefined, costed)]);
  return {
    estimate: (variables) => valueOf(total, variables),
    actual: createActualCost(costed, fixed),
  };
}

type Condition = ((variables: Variables) => boolean) | boolean;

/** `@skip` and `@include`. */
function conditionOf(directives: readonly DirectiveNode[]): Condition {
  let condition: Condition = true;
  for (const { name, arguments: args } of directives) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const value = args?.find((one) => one.name.value === 'if')?.value;
    const wanted = name.value === 'include';
    if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return false;
    if (value?.kind !== Kind.VARIABLE) continue;
    const { value: variable } = value.name;
    condition = both(condition, (variables) => (variables[variable] === true) === wanted);
  }
  return condition;
}

function both(first: Condition, second: (variables: Variables) => boolean): Condition {
  return typeof first === 'function' ? (variables) => first(variables) && second(variables) : first && second;
}

/** The largest of the slicing arguments, those that have a default included; else the size that is assumed. */
function expectedSize(node: FieldNode, field: GraphQLField<unknown, unknown>, listSize: ListSize, otherwise: number): Term | undefined {
  let fixed = !listSize.requireOneSlicingArgument;
  const sources = listSize.slicingArguments.flatMap((name): ((variables: Variables) => unknown)[] => {
    const fallback = field.args.find((one) => one.name === name)?.defaultValue;
    const given = node.arguments?.find((one) => one.name.value === name)?.value;
    if (given?.kind === Kind.INT) return [() => Number(given.value)];
    if (given?.kind !== Kind.VARIABLE) return [() => fallback];
    fixed = false;
    const { value: variable } = given.name;
    return [(variables) => variables[variable] ?? fallback];
  });
  if (sources.length === 0) return listSize.assumedSize;
  const read = (variables: Variables): number | undefined => {
    const sizes = sources.flatMap((source) => {
      const size = source(variables);
      return typeof size === 'number' ? Math.max(0, size) : [];
    });
    if (listSize.requireOneSlicingArgument && sizes.length !== 1) {
      throw new GraphQLError(`Give exactly one of ${listSize.slicingArguments.join(', ')} to ${field.name}.`, { extensions: { code: 'COST_QUERY_PARSE_FAILURE' } });
    }
    return sizes.length > 0 ? Math.max(...sizes) : listSize.assumedSize;
  };
  return fixed ? read({}) : (variables) => read(variables) ?? otherwise;
}
