import type { GraphQLSchema } from 'graphql';
import { fieldsOf } from './compile-fetch.ts';
import type { Fetch, FetchAlone } from './compile-fetch.ts';
import type { Selected } from './selected-fields.ts';
import { fits } from './type-conditions.ts';

/**
 * An object that has been told nothing but what represents it is the same as any other that is represented so: the fetches
 * that bring those objects select only what the fetch requires of them.
 */
export function keysOnlyAt(schema: GraphQLSchema, all: readonly FetchAlone[], fetch: FetchAlone): Fetch['keysOnly'] {
  const brought = all.flatMap((other) => selectedAt(other, fetch));
  const known = new Map<string, boolean>();
  return (typename, names) => {
    let answer = known.get(typename);
    if (answer === undefined) {
      answer = names !== null && brought.every(({ name, conditions }) => names.has(name) || conditions.some((condition) => !fits(schema, condition, typename)));
      if (schema.getType(typename)) known.set(typename, answer);
    }
    return answer;
  };
}

/** What a fetch above selects of the objects that another is about. */
function selectedAt(above: FetchAlone, { path }: FetchAlone): Selected[] {
  const upper = fieldsOf(above);
  const lower = fieldsOf({ path });
  if (upper.length >= lower.length || upper.some((field, depth) => field !== lower[depth])) return [];
  let selected: readonly Selected[] = above.selected;
  for (const field of lower.slice(upper.length)) selected = selected.flatMap(({ name, fields }) => (name === field && fields ? fields : []));
  return [...selected];
}
