import { roles } from './roles.ts';
import type { Role } from './roles.ts';
import { scopesOf } from './rights-table.ts';
import type { Scope } from './rights-table.ts';

/** The parts of a graphql-js AST that are read here, so that this package needs no GraphQL. */
type ValueNode = { kind: string; value?: unknown; values?: readonly ValueNode[] };
type DirectiveNode = { name: { value: string }; arguments?: readonly { name: { value: string }; value: ValueNode }[] };
type FieldNode = { name: { value: string }; directives?: readonly DirectiveNode[] };
type DefinitionNode = { kind: string; name?: { value: string }; directives?: readonly DirectiveNode[]; fields?: readonly FieldNode[] };

export type RightsRow = { coordinate: string; scopes: Scope[][]; roles: Role[] };

/**
 * Which roles may read or call what, by the `@requiresScopes` of a subgraph's document: a row for every root field, for
 * every type with a rule, and for every other field with a stricter one.
 */
export function rightsOfDocument(document: { definitions: readonly unknown[] }): RightsRow[] {
  const rows: RightsRow[] = [];
  for (const definition of document.definitions as readonly DefinitionNode[]) {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'ObjectTypeExtension') continue;
    const type = definition.name?.value ?? '';
    const ofType = scopesIn(definition.directives);
    if (ofType) rows.push({ coordinate: type, scopes: ofType, roles: rolesWith([ofType]) });
    for (const field of definition.fields ?? []) {
      const ofField = scopesIn(field.directives);
      if (!ofField) continue;
      rows.push({ coordinate: `${type}.${field.name.value}`, scopes: ofField, roles: rolesWith(ofType ? [ofType, ofField] : [ofField]) });
    }
  }
  return rows;
}

function rolesWith(requirements: readonly Scope[][][]): Role[] {
  return roles.filter((role) => {
    const held = new Set(scopesOf([role]));
    return requirements.every((alternatives) => alternatives.some((scopes) => scopes.every((scope) => held.has(scope))));
  });
}

function scopesIn(directives: readonly DirectiveNode[] | undefined): Scope[][] | null {
  const value = directives?.find((one) => one.name.value === 'requiresScopes')?.arguments?.find((one) => one.name.value === 'scopes')?.value;
  if (!value?.values) return null;
  return value.values.map((inner) => (inner.values ?? []).map((scope) => scope.value as Scope));
}
