import { Kind, getNamedType, isAbstractType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { responseName } from './client-operation.ts';
import type { ClientOperation } from './client-operation.ts';
import type { WrittenPart } from './compile-parts.ts';
import type { Plan } from './compile-plan.ts';
import type { Selected } from './selected-fields.ts';
import { fits } from './type-conditions.ts';
import { fragmentStep } from './without-deferred.ts';

/** What parts tell of one object, and fetches bring of it. */
type Telling = { part: number; set: SelectionSetNode };
type Bringing = { fetch: number; selected: readonly Selected[] };
/** What belongs to an object further down. */
type Coming = { index: number; steps: readonly string[] };

/** An object of the answer, of one type. */
type At = { type: GraphQLObjectType; asked: readonly SelectionSetNode[]; tellings: readonly Telling[]; bringings: readonly Bringing[]; parts: readonly Coming[]; fetches: readonly Coming[] };

/**
 * Whether the parts of a plan with `@defer` together tell all that a client asks, of objects of every type, and nothing else;
 * whether each part's object is told before it; and whether what a part tells is fetched: for the first part, by the fetches
 * that it waits for.
 */
export function tellsAll(schema: GraphQLSchema, { definition, fragments }: ClientOperation, { fetches }: Plan, parts: readonly WrittenPart[]): boolean {
  const root = schema.getRootType(definition.operation);
  if (parts.length === 1 || !root) return true;
  const seen = new Set<string>();
  const ids = new Map<unknown, number>();
  const idOf = (of: unknown) => ids.get(of) ?? (ids.set(of, ids.size), ids.size - 1);
  const keyOf = ({ type, asked, tellings, bringings, parts: below, fetches: later }: At) =>
    [
      type.name,
      asked.map(idOf).join(),
      tellings.map(({ part, set }) => `${part}:${idOf(set)}`).join(),
      bringings.map(({ fetch, selected }) => `${fetch}:${idOf(selected)}`).join(),
      ...[below, later].map((list) => list.map(({ index, steps }) => `${index}:${steps.length}`).join()),
    ].join(' ');

  const fieldsOf = (sets: readonly SelectionSetNode[], type: GraphQLObjectType, found = new Map<string, FieldNode[]>()): Map<string, FieldNode[]> => {
    for (const { selections } of sets) {
      for (const node of selections) {
        if (node.kind === Kind.FIELD) {
          const name = responseName(node);
          const nodes = found.get(name);
          if (nodes) nodes.push(node);
          else found.set(name, [node]);
          continue;
        }
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
        const condition = fragment?.typeCondition?.name.value;
        if (fragment && (condition === undefined || fits(schema, condition, type.name))) fieldsOf([fragment.selectionSet], type, found);
      }
    }
    return found;
  };

  const isTold = (one: number, before: ReadonlySet<number>): boolean => {
    for (let part = parts[one]?.parent ?? null; part !== null; part = parts[part]?.parent ?? null) if (before.has(part)) return true;
    return false;
  };

  const isBrought = (part: number, by: ReadonlySet<number>): boolean => {
    if (part > 0) return by.size > 0;
    for (const fetch of by) if (fetches[fetch]?.part === 0) return true;
    return false;
  };

  const holds = (at: At, isRoot: boolean): boolean => {
    const key = keyOf(at);
    if (seen.has(key)) return true;
    seen.add(key);
    const { type } = at;
    const before = new Set(at.tellings.map(({ part }) => part));
    const { here: partsHere, below: partsBelow } = arrived(schema, type, at.parts);
    const { here: fetchesHere, below: fetchesBelow } = arrived(schema, type, at.fetches);
    if (!isRoot && !partsHere.every((one) => isTold(one, before))) return false;
    const tellings = [...at.tellings, ...partsHere.flatMap((part) => (parts[part] ? [{ part, set: parts[part].selectionSet }] : []))];
    const bringings = [...at.bringings, ...fetchesHere.flatMap((fetch) => (fetches[fetch] ? [{ fetch, selected: fetches[fetch].selected }] : []))];
    const told = tellings.map(({ part, set }) => ({ part, fields: fieldsOf([set], type) }));
    const asked = fieldsOf(at.asked, type);
    if (told.some(({ fields }) => [...fields.keys()].some((name) => !asked.has(name)))) return false;
    for (const [name, nodes] of asked) {
      const fieldName = nodes[0]?.name.value ?? '';
      // The root's own name, and what it tells about the schema, are answered here.
      if (isRoot && fieldName.startsWith('__')) continue;
      const tellers = told.flatMap(({ part, fields }) => (fields.has(name) ? [{ part, nodes: fields.get(name) ?? [] }] : []));
      if (tellers.length === 0) return false;
      if (fieldName === '__typename') continue;
      const brought = bringings.flatMap(({ fetch, selected }) => selected.filter((one) => one.name === name && one.conditions.every((condition) => fits(schema, condition, type.name))).map(({ fields }) => ({ fetch, selected: fields ?? [] })));
      const by = new Set(brought.map(({ fetch }) => fetch));
      if (!tellers.every(({ part }) => isBrought(part, by))) return false;
      const field = type.getFields()[fieldName];
      const inner = field && getNamedType(field.type);
      const types = isObjectType(inner) ? [inner] : isAbstractType(inner) ? schema.getPossibleTypes(inner) : [];
      const next = {
        asked: setsOf(nodes),
        tellings: tellers.flatMap(({ part, nodes: each }) => setsOf(each).map((set) => ({ part, set }))),
        bringings: brought,
        parts: into(partsBelow, name),
        fetches: into(fetchesBelow, name),
      };
      if (!types.every((each) => holds({ type: each, ...next }, false))) return false;
    }
    return true;
  };
  return holds(
    {
      type: root,
      asked: [definition.selectionSet],
      tellings: [],
      bringings: [],
      parts: parts.map(({ index, queryPath }) => ({ index, steps: queryPath })),
      fetches: fetches.map(({ index, path }) => ({ index, steps: path.flatMap(({ field, types }) => [...(field === null ? [] : [field]), ...(types ? [`${fragmentStep}${types.join('|')}`] : [])]) })),
    },
    true,
  );
}

const setsOf = (nodes: readonly FieldNode[]): SelectionSetNode[] => nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));

/** What belongs to an object of this type itself, and what to something below it. */
function arrived(schema: GraphQLSchema, { name }: GraphQLObjectType, coming: readonly Coming[]): { here: number[]; below: Coming[] } {
  const here: number[] = [];
  const below: Coming[] = [];
  for (const { index, steps } of coming) {
    const after = steps.findIndex((step) => !step.startsWith(fragmentStep));
    const conditions = after === -1 ? steps : steps.slice(0, after);
    if (!conditions.every((step) => step.slice(fragmentStep.length).split('|').some((type) => fits(schema, type, name)))) continue;
    if (after === -1) here.push(index);
    else below.push({ index, steps: steps.slice(after) });
  }
  return { here, below };
}

const into = (coming: readonly Coming[], field: string): Coming[] => coming.flatMap(({ index, steps: [step, ...rest] }) => (step === field ? [{ index, steps: rest }] : []));
