import { isEnumType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';

/**
 * Source text of a leaf's JSON text, `bail()` where the value cannot be one of this type. A custom scalar's value is whatever
 * its subgraph says.
 * @param enums names of those already in `scope`
 */
export function leafCode(type: GraphQLLeafType, value: string, enums: Map<string, string>, scope: Record<string, unknown>): string {
  if (isEnumType(type)) {
    let known = enums.get(type.name);
    if (!known) {
      known = `enum${enums.size}`;
      enums.set(type.name, known);
      scope[known] = new Map(type.getValues().map(({ name }) => [name, `"${name}"`]));
    }
    return `(${known}.get(${value})??bail())`;
  }
  switch (type.name) {
    case 'String':
      return `(typeof ${value}==='string'?quote(${value}):bail())`;
    case 'ID':
      return `(typeof ${value}==='string'?quote(${value}):Number.isInteger(${value})?'"'+${value}+'"':bail())`;
    case 'Int':
      return `(typeof ${value}==='number'&&(${value}|0)===${value}?${value}:bail())`;
    case 'Float':
      return `(typeof ${value}==='number'&&${value}-${value}===0?${value}:bail())`;
    case 'Boolean':
      return `(${value}===true?'true':${value}===false?'false':bail())`;
    default:
      return `JSON.stringify(${value})`;
  }
}
