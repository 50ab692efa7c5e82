import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getNamedType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** The API as clients see it. */
export const api: GraphQLSchema = buildSchema(readFileSync(join(__dirname, '..', '..', 'schema', 'api.graphql'), 'utf8'));

/** Ids of things to ask about, by the name of the argument or input field that takes one. */
export type Ids = Record<string, string>;

export type Operation = { coordinate: string; kind: 'query' | 'mutation'; field: string; query: string; variables: Record<string, unknown>; takesId: boolean };

/** An operation for every field of Query and Mutation, with acceptable input made up from its types. */
export function operationsOfSchema(ids: Ids): Operation[] {
  return [
    ...fieldsOf(api.getQueryType()).map((field) => operation('query', field, ids)),
    ...fieldsOf(api.getMutationType()).map((field) => operation('mutation', field, ids)),
  ];
}

function fieldsOf(type: GraphQLObjectType | null | undefined): GraphQLField<unknown, unknown>[] {
  return Object.values(type?.getFields() ?? {});
}

function operation(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>, ids: Ids): Operation {
  const used = new Set<string>();
  const given = field.args.filter((arg) => isNonNullType(arg.type) || arg.name === 'filter');
  const variables = Object.fromEntries(given.map((arg) => [arg.name, sample(arg.type, arg.name, field.name, ids, used)]));
  const declared = given.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const args = (text: string) => (text ? `(${text})` : '');
  return {
    coordinate: `${kind === 'query' ? 'Query' : 'Mutation'}.${field.name}`,
    kind,
    field: field.name,
    query: `${kind} ${args(declared)} { ${field.name}${args(passed)} ${selection(field)} }`,
    variables,
    takesId: used.size > 0,
  };
}

/** Scalars of the thing itself, and of what it holds one level down where that needs no arguments. */
function selection(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '';
  const parts = Object.values(type.getFields()).flatMap((inner) => {
    const innerType = getNamedType(inner.type);
    if (isLeafType(innerType)) return [inner.name];
    if (!isObjectType(innerType) || inner.args.some((arg) => isNonNullType(arg.type))) return [];
    if (inner.name === 'userErrors') return ['userErrors { code message path }'];
    const leaves = Object.values(innerType.getFields()).filter((leaf) => isLeafType(getNamedType(leaf.type)) && leaf.args.length === 0);
    // Only what a mutation gives back is opened: a query's nested doors have tests of their own.
    return field.name in (api.getMutationType()?.getFields() ?? {}) && leaves[0] ? [`${inner.name} { ${leaves[0].name} }`] : [];
  });
  // A list of edges has no scalars of its own: how many there are says whether anything was shown.
  return `{ ${parts.length > 0 ? parts.join(' ') : 'edges { cursor }'} }`;
}

function sample(type: GraphQLInputType, name: string, within: string, ids: Ids, used: Set<string>): unknown {
  if (isNonNullType(type)) return sample(type.ofType, name, within, ids, used);
  if (isListType(type)) return [sample(type.ofType, name, within, ids, used)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    // An input of alternatives takes one; the others come with a default or are optional and left out.
    const required = fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    // Words are sent where there are any to send: what is refused as empty never reaches the question of whose it is.
    const words = fields.filter((field) => field.name === 'text' && !required.includes(field));
    const chosen = required.length + words.length > 0 ? [...required, ...words] : fields.slice(0, 1);
    return Object.fromEntries(chosen.map((field) => [field.name, sample(field.type, field.name, type.name, ids, used)]));
  }
  const leaf = getNamedType(type)?.name;
  if (leaf === 'ID') {
    const key = name === 'id' ? within : name;
    const id = ids[key];
    if (!id) throw new Error(`no sample id for ${key} (of ${within}): a new kind of id needs a row in the tests over the whole schema`);
    used.add(key);
    return id;
  }
  if (leaf === 'Int') return 1;
  if (leaf === 'Float') return 1;
  if (leaf === 'Boolean') return false;
  if (leaf === 'Date') return '1968-03-09';
  if (leaf === 'DateTime') return '2026-01-02T03:04:05.000Z';
  if (leaf === 'Decimal') return '1';
  if (leaf === 'FhirResource') return { resourceType: 'Basic', id: 'x' };
  if (name === 'clientMutationId') return randomUUID();
  if (/sha256/i.test(name)) return 'a'.repeat(64);
  if (name === 'mediaType') return 'audio/wav';
  if (name === 'mrn') return `NOBODY-${randomUUID().slice(0, 8)}`;
  if (name === 'sectionCode') return '61150-9';
  return 'acetaminophen';
}
