import { buildSchema, executeSync } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { localGraph } from './local-graph.ts';
import type { LocalGraph, LocalSubgraph } from './local-graph.ts';

/** Draws a number from 0 to below `n`. */
export type Draw = (n: number) => number;

export type Field = { name: string; owner: number; type: string; arg: boolean; requires: string | null };
type Model = { subgraphs: number; entities: Map<string, Field[]>; values: Map<string, Field[]>; roots: Field[]; unions: { name: string; members: string[]; isInterface: boolean }[] };

/** What goes wrong: by field of an object, by entity in a subgraph, or a whole subgraph. */
export type Faults = { fields: ReadonlyMap<string, 'null' | 'error'>; missing: ReadonlySet<string>; dead: number | null };
export const noFaults: Faults = { fields: new Map(), missing: new Set(), dead: null };

type Source = { __typename: string; id: string } & Record<string, unknown>;

export type RandomGraph = {
  model: Model;
  graph: LocalGraph;
  monolith: GraphQLSchema;
  faults: { now: Faults };
  /** What one schema with all the data, executed by graphql-js, answers. */
  expected(document: DocumentNode, variables: Record<string, unknown>): ExecutionResult;
};

const ids = ['1', '2', '3'];
const scalars = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Color', 'Any'];
const wraps = ['T', 'T', 'T!', '[T]', '[T!]', '[T]!', '[T!]!', '[[T]]', '[[T!]!]!', '[[T]!]'];
const colors = ['RED', 'GREEN'];

/** A schema cut into subgraphs that own its fields, with data made from names. */
export function randomGraph(draw: Draw): RandomGraph {
  const model = randomModel(draw);
  const faults = { now: noFaults };
  const subgraphs: Record<string, LocalSubgraph> = {};
  for (let owner = 0; owner < model.subgraphs; owner += 1) subgraphs[`s${owner}`] = subgraphOf(model, owner, faults);
  const graph = localGraph(subgraphs);
  const monolith = buildSchema(sdlOf(model, null));
  const owners = new Map<string, Field>([...model.entities, ...model.values, ['Query', model.roots] as const].flatMap(([type, fields]) => fields.map((field) => [`${type}.${field.name}`, field] as const)));
  return {
    model,
    graph,
    monolith,
    faults,
    expected: (document, variables) =>
      executeSync({
        schema: monolith,
        document,
        variableValues: variables,
        rootValue: { __typename: 'Query', id: '' },
        fieldResolver: (source: Source, args, _context, info) => {
          const field = owners.get(`${info.parentType.name}.${info.fieldName}`);
          if (!field) return source.id;
          if (faults.now.dead !== null && deadBehind(model, info.parentType.name, field, faults.now.dead)) throw new Error('dead');
          return valueOf(model, info.parentType.name, source, field, args, faults.now);
        },
      }),
  };
}

function deadBehind(model: Model, type: string, field: Field, dead: number): boolean {
  if (model.values.has(type)) return false;
  const required = field.requires === null ? undefined : model.entities.get(type)?.find(({ name }) => name === field.requires);
  return field.owner === dead || required?.owner === dead;
}

function randomModel(draw: Draw): Model {
  const subgraphs = 2 + draw(3);
  const entities = new Map<string, Field[]>();
  const values = new Map<string, Field[]>();
  const names = Array.from({ length: 2 + draw(3) }, (_, index) => `E${index}`);
  const valueNames = Array.from({ length: draw(3) }, (_, index) => `V${index}`);
  const unions = Array.from({ length: draw(3) }, (_, index) => ({ name: `U${index}`, members: names.filter(() => draw(3) > 0), isInterface: draw(2) === 0 })).filter(({ members }) => members.length > 0);
  const wrapped = (base: string) => (wraps[draw(wraps.length)] ?? 'T').replace('T', base);
  const anyOf = (list: readonly string[]) => list[draw(list.length)] ?? 'Int';
  const base = () => {
    const composite = [...names, ...names, ...valueNames, ...unions.map(({ name }) => name)];
    return draw(2) === 0 ? anyOf(scalars) : anyOf(composite);
  };
  for (const name of valueNames) {
    values.set(name, Array.from({ length: 1 + draw(3) }, (_, index) => ({ name: `${name.toLowerCase()}f${index}`, owner: -1, type: wrapped(anyOf(scalars)), arg: false, requires: null })));
  }
  for (const name of names) {
    const fields: Field[] = Array.from({ length: 2 + draw(5) }, (_, index) => ({ name: `${name.toLowerCase()}f${index}`, owner: draw(subgraphs), type: wrapped(base()), arg: draw(4) === 0, requires: null }));
    const required = fields.find(({ type, arg }) => ['Int', 'String'].includes(type) && !arg);
    if (required && draw(2) === 0) fields.push({ name: `${name.toLowerCase()}r`, owner: (required.owner + 1) % subgraphs, type: 'String', arg: false, requires: required.name });
    entities.set(name, fields);
  }
  const roots = Array.from({ length: subgraphs + 1 + draw(3) }, (_, index) => ({ name: `q${index}`, owner: index % subgraphs, type: wrapped(draw(5) === 0 ? base() : anyOf([...names, ...unions.map(({ name }) => name)])), arg: draw(4) === 0, requires: null }));
  return { subgraphs, entities, values, roots, unions };
}

export const baseOf = (type: string) => type.replace(/[[\]!]/g, '');

/** @param owner null: everything in one */
function sdlOf(model: Model, owner: number | null): string {
  const isOwn = (field: Field) => owner === null || field.owner === owner;
  const roots = model.roots.filter(isOwn);
  const used = new Set<string>();
  const visit = (type: string) => {
    const name = baseOf(type);
    if (used.has(name)) return;
    used.add(name);
    for (const field of [...(model.entities.get(name) ?? []).filter(isOwn), ...(model.values.get(name) ?? [])]) visit(field.type);
    const union = model.unions.find((one) => one.name === name);
    for (const member of union?.members ?? []) visit(member);
  };
  for (const { type } of roots) visit(type);
  for (const [name, fields] of model.entities) if (fields.some(isOwn)) visit(name);
  const federated = owner !== null;
  const write = (field: Field, type: string) => {
    const requires = federated && field.requires !== null ? ` @requires(fields: "${field.requires}")` : '';
    return `  ${field.name}${field.arg ? '(n: Int, s: String = "d")' : ''}: ${field.type}${requires}${type}\n`;
  };
  let sdl = 'scalar Any\nenum Color { RED GREEN }\n';
  if (roots.length > 0) sdl += `type Query {\n${roots.map((field) => write(field, '')).join('')}}\n`;
  for (const [name, fields] of model.values) if (used.has(name)) sdl += `type ${name}${federated ? ' @shareable' : ''} {\n${fields.map((field) => write(field, '')).join('')}}\n`;
  for (const { name, members, isInterface } of model.unions) if (used.has(name)) sdl += isInterface ? `interface ${name} { id: ID! }\n` : `union ${name} = ${members.join(' | ')}\n`;
  for (const [name, fields] of model.entities) {
    if (!used.has(name)) continue;
    const interfaces = model.unions.filter((union) => union.isInterface && used.has(union.name) && union.members.includes(name)).map((union) => union.name);
    const own = fields.filter(isOwn);
    const external = federated ? fields.filter((field) => own.some(({ requires }) => requires === field.name) && !isOwn(field)) : [];
    sdl += `type ${name}${interfaces.length > 0 ? ` implements ${interfaces.join(' & ')}` : ''}${federated ? ' @key(fields: "id")' : ''} {\n  id: ID!\n${own.map((field) => write(field, '')).join('')}${external.map((field) => write(field, ' @external')).join('')}}\n`;
  }
  return sdl;
}

function subgraphOf(model: Model, owner: number, faults: { now: Faults }): LocalSubgraph {
  const resolvers: Record<string, Record<string, unknown>> = {};
  const resolver = (type: string, field: Field) => (source: Source, args: Record<string, unknown>) => valueOf(model, type, source, field, args, faults.now);
  const add = (type: string, fields: readonly Field[]) => {
    for (const field of fields) (resolvers[type] ??= {})[field.name] = resolver(type, field);
  };
  const sdl = sdlOf(model, owner);
  add('Query', model.roots.filter((field) => field.owner === owner));
  for (const [name, fields] of model.values) if (sdl.includes(`type ${name} `)) add(name, fields);
  for (const [name, fields] of model.entities) {
    if (!sdl.includes(`type ${name} `)) continue;
    add(name, fields.filter((field) => field.owner === owner));
    (resolvers[name] ??= {})['__resolveReference'] = (reference: Source) => (faults.now.missing.has(`${name}.${reference.id}@${owner}`) ? null : { ...reference });
  }
  return { typeDefs: sdl, resolvers: resolvers as LocalSubgraph['resolvers'] };
}

function valueOf(model: Model, type: string, source: Source, field: Field, args: Record<string, unknown>, faults: Faults): unknown {
  const fault = faults.fields.get(`${type}.${source.id}.${field.name}`);
  if (fault === 'null' || faults.missing.has(`${type}.${source.id}@${field.owner}`)) return null;
  if (fault === 'error') throw new Error('no');
  if (field.requires !== null) {
    const required = model.entities.get(type)?.find(({ name }) => name === field.requires);
    const value = required && required.name in source ? source[required.name] : required && valueOf(model, type, source, required, {}, faults);
    return `needs ${JSON.stringify(value)}`;
  }
  return made(model, field.type, `${type}.${source.id}.${field.name}(${field.arg ? JSON.stringify([args['n'], args['s']]) : ''})`);
}

function made(model: Model, type: string, key: string): unknown {
  const hash = hashOf(`${key}:${type}`);
  if (type.endsWith('!')) return made(model, type.slice(0, -1), key) ?? made(model, type.slice(0, -1), `${key}!`);
  if (hash % 7 === 0 && !key.endsWith('!')) return null;
  if (type.startsWith('[')) return Array.from({ length: hash % 4 }, (_, index) => made(model, type.slice(1, -1), `${key}.${index}`));
  const id = ids[hash % ids.length] ?? '1';
  if (model.entities.has(type)) return { __typename: type, id };
  if (model.values.has(type)) return { __typename: type, id: `${key}/${id}` };
  const union = model.unions.find(({ name }) => name === type);
  if (union) return { __typename: union.members[hash % union.members.length], id };
  if (type === 'Int') return hash % 1000;
  if (type === 'Float') return (hash % 1000) / 8;
  if (type === 'Boolean') return hash % 2 === 0;
  if (type === 'Color') return colors[hash % 2];
  if (type === 'Any') return hash % 3 === 0 ? { any: [hash % 10, null], __proto: { x: 'é' } } : hash % 3 === 1 ? hash : 'text';
  return `${'"\\\n é😀'.charAt(hash % 6)}${key}`;
}

/** FNV-1a. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Faults of one of three kinds, so that each can be told from the answer alone. */
export function randomFaults({ subgraphs, entities, roots }: Model, draw: Draw): Faults {
  const requires = [...entities.values()].some((fields) => fields.some((field) => field.requires !== null));
  const kind = draw(4);
  if (kind === 0) return noFaults;
  if (kind === 1) return { ...noFaults, dead: draw(subgraphs) };
  if (requires) return noFaults;
  const salt = draw(1_000_000);
  const chosen = (key: string, one: number) => hashOf(`${salt}${key}`) % one === 0;
  if (kind === 2) {
    const missing = [...entities.keys()].flatMap((name) => ids.flatMap((id) => Array.from({ length: subgraphs }, (_, owner) => `${name}.${id}@${owner}`)));
    return { ...noFaults, missing: new Set(missing.filter((key) => chosen(key, 5))) };
  }
  const fields = [...[...entities, ['Query', roots] as const].flatMap(([name, all]) => all.flatMap((field) => (name === 'Query' ? [''] : ids).map((id) => `${name}.${id}.${field.name}`)))];
  return { ...noFaults, fields: new Map([...fields.filter((key) => chosen(key, 6))].map((key) => [key, hashOf(key) % 2 === 0 ? 'null' : 'error'] as const)) };
}
