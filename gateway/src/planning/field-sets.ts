import { Kind } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import { parseFieldSet, serviceNames, stringArgument } from './subgraph-keys.ts';

/** What subgraphs say of their fields with sets of other fields. */
export type FieldSets = {
  requires(service: string, type: string, field: string): SelectionSetNode | undefined;
  provides(service: string, type: string, field: string): SelectionSetNode | undefined;
  /** Whether any subgraph requires anything. */
  hasRequirements: boolean;
};

/** @param document a supergraph */
export function readFieldSets(document: DocumentNode): FieldSets {
  const services = serviceNames(document);
  const requires = new Map<string, SelectionSetNode>();
  const provides = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value !== 'join__field') continue;
        const graph = stringArgument(directive, 'graph') ?? '';
        const name = `${services.get(graph) ?? graph} ${definition.name.value}.${field.name.value}`;
        const required = stringArgument(directive, 'requires');
        const provided = stringArgument(directive, 'provides');
        if (required) requires.set(name, parseFieldSet(required));
        if (provided) provides.set(name, parseFieldSet(provided));
      }
    }
  }
  return {
    requires: (service, type, field) => requires.get(`${service} ${type}.${field}`),
    provides: (service, type, field) => provides.get(`${service} ${type}.${field}`),
    hasRequirements: requires.size > 0,
  };
}
