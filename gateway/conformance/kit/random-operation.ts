import { getNamedType, getNullableType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, parse, validate } from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';
import { seededRandom } from '@dra/service';

export type RandomOperation = { query: string; variables: Record<string, unknown> };

/**
 * A valid operation as clients write them: fields under the same name in several fragments, fragments on interfaces and
 * unions, named and nested ones, variables in arguments and conditions, `__typename` here and there.
 * @returns undefined where none was found that the rules of merging fields allow
 */
export function randomOperation(schema: GraphQLSchema, seed: number, maxDepth: number): RandomOperation | undefined {
  for (let attempt = 0; attempt < 8; attempt++) {
    const operation = attemptOperation(schema, seededRandom(seed * 31 + attempt * 1_000_003), maxDepth, attempt > 4);
    if (validate(schema, parse(operation.query)).length === 0) return operation;
  }
  return undefined;
}

function attemptOperation(schema: GraphQLSchema, random: () => number, maxDepth: number, careful: boolean): RandomOperation {
  const chance = (probability: number) => random() < probability;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const mutation = schema.getMutationType();
  const root = mutation && chance(0.12) ? mutation : schema.getQueryType();
  if (!root) throw new Error('a schema without queries');
  const definitions: string[] = [];
  const fragments: string[] = [];
  const variables: Record<string, unknown> = {};
  let names = 0;
  /** What a name has stood for so far: the same again, or another name. */
  const meanings = new Map<string, string>();

  const selected = selection(root, 0, '');
  const head = root === mutation ? 'mutation' : 'query';
  return { query: `${head} Q${definitions.length > 0 ? `(${definitions.join(', ')})` : ''} ${selected} ${fragments.join(' ')}`, variables };

  function selection(type: GraphQLCompositeType, depth: number, at: string): string {
    const parts: string[] = [];
    if (chance(0.15)) parts.push(chance(0.25) ? `t${names++}: __typename` : '__typename');
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()).filter((field) => depth < maxDepth || !isCompositeType(getNamedType(field.type))) : [];
    for (let left = 1 + Math.floor(random() * 3); left > 0 && fields.length > 0; left--) parts.push(oneField(type, pick(fields), depth, at));
    const conditions = conditionsOf(type);
    for (let left = isAbstractType(type) ? 1 + Math.floor(random() * 2) : Number(chance(0.2)); left > 0; left--) {
      const condition = pick(conditions);
      if (depth > maxDepth + 1) continue;
      const inner = selection(condition, depth + (isAbstractType(condition) ? 1 : 0), at);
      if (chance(0.3)) {
        const name = `f${fragments.length}x${names++}`;
        fragments.push(`fragment ${name} on ${condition.name} ${inner}`);
        parts.push(`...${name}${directives()}`);
      } else {
        parts.push(`...${condition === type && chance(0.5) ? '' : ` on ${condition.name}`}${directives()} ${inner}`);
      }
    }
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
  }

  /** What a fragment here may be on: the type itself, what it may be, what else it is. */
  function conditionsOf(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const wider = Object.values(schema.getTypeMap()).filter((one) => isAbstractType(one) && possible.some((member) => schema.isSubType(one, member)));
    return [type, ...possible, ...possible, ...(chance(0.5) ? (wider as GraphQLCompositeType[]) : [])];
  }

  function oneField(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>, depth: number, at: string): string {
    const type = getNamedType(field.type);
    const given = field.args.filter((arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || chance(0.4)).map((arg) => `${arg.name}: ${value(arg.type, arg.defaultValue === undefined)}`);
    const call = `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
    const meaning = `${call} ${field.type.toString()} ${careful ? parent.name : ''}`;
    let name = chance(0.12) ? pick(['id', 'code', 'f0', 'part', `a${names++}`]) : field.name;
    const known = meanings.get(`${at}.${name}`);
    if (known !== undefined && known !== meaning) name = `a${names++}`;
    meanings.set(`${at}.${name}`, meaning);
    return `${name === field.name ? '' : `${name}: `}${call}${directives()}${isCompositeType(type) ? ` ${selection(type, depth + 1, `${at}.${name}`)}` : ''}`;
  }

  function directives(): string {
    const one = () => ` @${pick(['skip', 'include'])}(if: ${chance(0.25) ? String(chance(0.5)) : variable('Boolean!', chance(0.5))})`;
    return chance(0.1) ? one() : '';
  }

  function variable(type: string, given: unknown): string {
    const reused = definitions.findIndex((definition) => definition.endsWith(`: ${type}`));
    if (reused >= 0 && chance(0.5)) return `$v${reused}`;
    const name = `v${definitions.length}`;
    definitions.push(`$${name}: ${type}`);
    if (given !== undefined) variables[name] = given;
    return `$${name}`;
  }

  function value(type: GraphQLInputType, mayBeAbsent: boolean): string {
    if (chance(0.35)) {
      const absent = mayBeAbsent && !isNonNullType(type) && chance(0.2);
      return variable(type.toString(), absent ? undefined : plain(type));
    }
    return literal(plain(type), type);
  }

  function plain(type: GraphQLInputType): unknown {
    const nullable = getNullableType(type);
    if (!isNonNullType(type) && chance(0.08)) return null;
    if (isListType(nullable)) return [plain(nullable.ofType as GraphQLInputType)];
    if (isEnumType(nullable)) return pick(nullable.getValues()).name;
    if (isInputObjectType(nullable)) return Object.fromEntries(Object.values(nullable.getFields()).filter((field) => isNonNullType(field.type) || chance(0.5)).map((field) => [field.name, plain(field.type)]));
    const scalar = nullable.toString();
    if (scalar === 'Int' || scalar === 'Float') return Math.floor(random() * 3);
    if (scalar === 'Boolean') return chance(0.5);
    return pick(['a', 'b']);
  }

  function literal(given: unknown, type: GraphQLInputType): string {
    const nullable = getNullableType(type);
    if (given === null) return 'null';
    if (Array.isArray(given)) return `[${given.map((one) => literal(one, isListType(nullable) ? (nullable.ofType as GraphQLInputType) : type)).join(', ')}]`;
    if (isInputObjectType(nullable)) return `{ ${Object.entries(given as object).map(([name, one]) => `${name}: ${literal(one, nullable.getFields()[name]?.type ?? type)}`).join(', ')} }`;
    return isEnumType(nullable) ? String(given) : JSON.stringify(given);
  }
}
