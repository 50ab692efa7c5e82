import { getNamedType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLArgument, GraphQLCompositeType, GraphQLField, GraphQLInputType, GraphQLInterfaceType, GraphQLNamedType, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { seededRandom } from '@dra/service';

/** A valid query of any shape: nested, aliased, with fragments and `__typename` here and there. */
export function randomQuery(schema: GraphQLSchema, seed: number, maxDepth: number): string {
  const random = seededRandom(seed);
  const chance = (probability: number) => random() < probability;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  let aliases = 0;
  const root = schema.getQueryType();
  return root ? `{ ${selection(root, 0, false)} }` : '{ __typename }';

  /** @param within whether fields could meet those of other types under the same name: then each gets a name of its own */
  function selection(type: GraphQLCompositeType, depth: number, within: boolean): string {
    const parts: string[] = [];
    const used = new Set<string>();
    if (chance(0.25) || (isAbstractType(type) && chance(0.5))) parts.push(chance(0.2) ? `x${aliases++}: __typename` : '__typename');
    if (isObjectType(type) || isInterfaceType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => depth < maxDepth || !isCompositeType(getNamedType(field.type)));
      for (let left = 1 + Math.floor(random() * 3); left > 0 && fields.length > 0; left--) parts.push(oneField(type, pick(fields), depth, used, within || isAbstractType(type)));
    }
    if (isAbstractType(type)) {
      for (let left = 1 + Math.floor(random() * 2); left > 0; left--) {
        const condition = pick(schema.getPossibleTypes(type));
        parts.push(`... on ${condition.name} { ${selection(condition, depth, true)} }`);
      }
    }
    return parts.length > 0 ? parts.join(' ') : '__typename';
  }

  function oneField(parent: GraphQLObjectType | GraphQLInterfaceType, field: GraphQLField<unknown, unknown>, depth: number, used: Set<string>, within: boolean): string {
    const type = getNamedType(field.type);
    const args = field.args.filter((arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || chance(0.5));
    if (!within && chance(0.06)) {
      // By another field's name, as clients sometimes do.
      const others = Object.keys(parent.getFields()).filter((name) => name !== field.name && !used.has(name));
      if (others.length > 0 && !used.has(field.name)) return named(field, args, `${taken(pick(others), used)}: `, type, depth);
    }
    const alias = within || used.has(field.name) || chance(0.15) ? `x${aliases++}: ` : '';
    if (!alias) used.add(field.name);
    return named(field, args, alias, type, depth);
  }

  function named(field: GraphQLField<unknown, unknown>, args: readonly GraphQLArgument[], alias: string, type: GraphQLNamedType, depth: number): string {
    const argsText = args.length > 0 ? `(${args.map((arg) => `${arg.name}: ${literal(arg.type)}`).join(', ')})` : '';
    return `${alias}${field.name}${argsText}${isCompositeType(type) ? ` { ${selection(type, depth + 1, false)} }` : ''}`;
  }

  function literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return literal(type.ofType);
    if (isListType(type)) return `[${literal(type.ofType)}]`;
    if (isEnumType(type)) return pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || chance(0.4));
      return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
    }
    if (type.name === 'Int' || type.name === 'Float') return String(Math.floor(random() * 3));
    if (type.name === 'Boolean') return String(chance(0.5));
    return JSON.stringify(pick(['a', 'b']));
  }
}

function taken(name: string, used: Set<string>): string {
  used.add(name);
  return name;
}
