import { Kind, getNamedType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import type { ConstDirectiveNode, ConstValueNode, GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';
import type { Exchange } from '../../hooks/contract.ts';

/** What one directive asks of a caller. Lists in a list: any one of the outer, with all of the inner. */
export type Requirement = { kind: 'authenticated' } | { kind: 'scopes' | 'policies'; anyOf: readonly (readonly string[])[] };

/** Who asks. Policies are the names of those that were found to hold. */
export type CallerRights = { authenticated: boolean; scopes: ReadonlySet<string>; policies: ReadonlySet<string> };

/** @param policies that an operation asks for: what is found out about */
export type RightsOf = (exchange: Exchange, policies: readonly string[]) => CallerRights | Promise<CallerRights>;

export function isMet(requirement: Requirement, caller: CallerRights): boolean {
  if (requirement.kind === 'authenticated') return caller.authenticated;
  const has = requirement.kind === 'scopes' ? caller.scopes : caller.policies;
  return requirement.anyOf.some((all) => all.every((name) => has.has(name)));
}

export type SchemaRequirements = {
  /** Of the field, of what it gives, and, asked on an interface, of that field of every type that implements it. */
  ofField(parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): readonly Requirement[];
  /** Of a type itself: what a fragment on it asks. */
  ofType(type: GraphQLNamedType): readonly Requirement[];
  /** Of every type that an interface or union may turn out to be: what it asks to select fields without naming a type. */
  ofPossibleTypes(type: GraphQLNamedType): readonly Requirement[];
  any: boolean;
};

/**
 * `@authenticated`, `@requiresScopes` and `@policy` in a supergraph, under the names that its `@link`s give them. What a
 * `@requires` or `@fromContext` reads is guarded by composition: it refuses a field that asks for less than what it reads.
 * @param schema with what clients may not see, and with its AST
 */
export function readRequirements(schema: GraphQLSchema): SchemaRequirements {
  const names = directiveNames(schema);
  const own = (directives: readonly ConstDirectiveNode[] | undefined): Requirement[] => (directives ?? []).flatMap((directive) => requirementOf(directive, names));
  const types = new Map<string, readonly Requirement[]>();
  const fields = new Map<string, readonly Requirement[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    const found = [type.astNode, ...type.extensionASTNodes].flatMap((node) => own(node?.directives));
    if (found.length > 0) types.set(type.name, found);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const asked = own(field.astNode?.directives);
      if (asked.length > 0) fields.set(`${type.name}.${field.name}`, asked);
    }
  }
  const ofType = (type: GraphQLNamedType) => types.get(type.name) ?? [];
  return {
    any: types.size > 0 || fields.size > 0,
    ofType,
    ofField: (parent, field) => {
      const whole = schema.getType(parent.name);
      const implementing = isInterfaceType(whole) ? schema.getPossibleTypes(whole) : [];
      return [...(fields.get(`${parent.name}.${field.name}`) ?? []), ...implementing.flatMap((type) => fields.get(`${type.name}.${field.name}`) ?? []), ...ofType(getNamedType(field.type))];
    },
    ofPossibleTypes: (type) => {
      const whole = schema.getType(type.name);
      return isInterfaceType(whole) || isUnionType(whole) ? schema.getPossibleTypes(whole).flatMap(ofType) : [];
    },
  };
}

const specifications = { authenticated: 'authenticated', requiresScopes: 'scopes', policy: 'policies' } as const;
type Kinds = Map<string, Requirement['kind']>;

function directiveNames(schema: GraphQLSchema): Kinds {
  const names: Kinds = new Map();
  const links = [schema.astNode, ...schema.extensionASTNodes].flatMap((node) => (node?.directives ?? []).filter(({ name }) => name.value === 'link'));
  for (const link of links) {
    const url = textOf(link, 'url') ?? '';
    for (const [name, kind] of Object.entries(specifications)) {
      if (!url.startsWith(`https://specs.apollo.dev/${name}/`)) continue;
      names.set(importedAs(link, name) ?? textOf(link, 'as') ?? name, kind);
    }
  }
  return names;
}

function importedAs(link: ConstDirectiveNode, name: string): string | undefined {
  const imports = link.arguments?.find((argument) => argument.name.value === 'import')?.value;
  for (const one of imports?.kind === Kind.LIST ? imports.values : []) {
    if (one.kind !== Kind.OBJECT) continue;
    const field = (wanted: string) => one.fields.find((each) => each.name.value === wanted)?.value;
    const [from, as] = [field('name'), field('as')];
    if (from?.kind === Kind.STRING && from.value === `@${name}` && as?.kind === Kind.STRING) return as.value.slice(1);
  }
  return undefined;
}

function requirementOf(directive: ConstDirectiveNode, names: Kinds): Requirement[] {
  const kind = names.get(directive.name.value);
  if (!kind) return [];
  if (kind === 'authenticated') return [{ kind }];
  const value = directive.arguments?.find((argument) => argument.name.value === kind)?.value;
  return [{ kind, anyOf: items(value).map((all) => (all.kind === Kind.LIST ? items(all) : [all]).flatMap((name) => (name.kind === Kind.STRING ? [name.value] : []))) }];
}

const items = (value: ConstValueNode | undefined): readonly ConstValueNode[] => (value?.kind === Kind.LIST ? value.values : value ? [value] : []);

function textOf(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}
