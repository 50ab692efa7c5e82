import { Kind, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, SelectionSetNode } from 'graphql';
import { parseFieldSet, serviceNames, stringArgument } from './subgraph-keys.ts';

/** What subgraphs say of their fields with sets of other fields. */
export type FieldSets = {
  requires(service: string, type: string, field: string): SelectionSetNode | undefined;
  provides(service: string, type: string, field: string): SelectionSetNode | undefined;
  /** Whether any subgraph requires anything. */
  hasRequirements: boolean;
  /** Names of fields that anything asks for besides clients: in keys, requirements and contexts. */
  names: ReadonlySet<string>;
};

/** @param document a supergraph */
export function readFieldSets(document: DocumentNode): FieldSets {
  const services = serviceNames(document);
  const requires = new Map<string, SelectionSetNode>();
  const provides = new Map<string, SelectionSetNode>();
  const names = new Set<string>();
  const note = (selectionSet: SelectionSetNode) => visit(selectionSet, { Field: ({ name }) => void names.add(name.value) });
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const directive of definition.directives ?? []) {
      const key = directive.name.value === 'join__type' ? stringArgument(directive, 'key') : undefined;
      if (key) note(parseFieldSet(key));
    }
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value !== 'join__field') continue;
        const graph = stringArgument(directive, 'graph') ?? '';
        const name = `${services.get(graph) ?? graph} ${definition.name.value}.${field.name.value}`;
        const required = stringArgument(directive, 'requires');
        const provided = stringArgument(directive, 'provides');
        if (required) note(parseFieldSet(required));
        for (const selection of contextSelections(directive)) note(parseFieldSet(selection));
        if (required) requires.set(name, parseFieldSet(required));
        if (provided) provides.set(name, parseFieldSet(provided));
      }
    }
  }
  return {
    requires: (service, type, field) => requires.get(`${service} ${type}.${field}`),
    provides: (service, type, field) => provides.get(`${service} ${type}.${field}`),
    hasRequirements: requires.size > 0,
    names,
  };
}

/** `@fromContext` of a field's arguments, as the supergraph has it. */
function contextSelections(directive: ConstDirectiveNode): string[] {
  const contexts = directive.arguments?.find((argument) => argument.name.value === 'contextArguments')?.value;
  return (contexts?.kind === Kind.LIST ? contexts.values : []).flatMap((one) => {
    const selection = one.kind === Kind.OBJECT ? one.fields.find((field) => field.name.value === 'selection')?.value : undefined;
    const text = selection?.kind === Kind.STRING ? selection.value.trim() : '';
    return text === '' ? [] : [text.startsWith('{') ? text.slice(1, -1) : text];
  });
}
