import { getVariableValues, isEnumType, isInputObjectType, isListType, isNonNullType, typeFromAST, valueFromAST } from 'graphql';
import type { GraphQLFormattedError, GraphQLInputType, GraphQLSchema, VariableDefinitionNode } from 'graphql';
import { isTree } from './generated-code.ts';
import type { Values } from './request-body.ts';

/** More faults than this in one request say nothing new. */
const mostFaults = 50;

export type Coerce = (variables: unknown) => { values: Values } | { errors: readonly GraphQLFormattedError[] };

/** Reading `values.toString` of a variable that was not given has to find nothing: no prototype, and yet no dictionary. */
const Bare = function () {} as unknown as { new (): Record<string, unknown>; prototype: object };
Bare.prototype = Object.create(null) as object;
const nothing: Values = Object.freeze(new Bare());

const odd = Symbol('not a value of this type');
type CoerceOne = (value: unknown) => unknown;

/**
 * Variables by the specification. What is as it should be is coerced by functions made for its type; anything else is given
 * to graphql-js, which has the words for what is wrong.
 */
export function compileCoercion(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): Coerce {
  const variables = definitions.map((definition) => {
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
    return {
      name: definition.variable.name.value,
      coerce: type ? coercer(type, new Map()) : () => odd,
      required: type !== undefined && isNonNullType(type) && definition.defaultValue === undefined,
      preset: type && definition.defaultValue ? valueFromAST(definition.defaultValue, type) : undefined,
    };
  });
  return (given) => {
    if (given !== undefined && given !== null && !isTree(given)) return { errors: [{ message: 'Variables must be an object.', extensions: { code: 'BAD_USER_INPUT' } }] };
    if (variables.length === 0) return { values: nothing };
    const inputs = given ?? {};
    const values = new Bare();
    for (const { name, coerce, required, preset } of variables) {
      const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
      if (value === undefined) {
        if (required) return exactly(schema, definitions, inputs);
        if (preset !== undefined) values[name] = preset;
        continue;
      }
      const coerced = coerce(value);
      if (coerced === odd) return exactly(schema, definitions, inputs);
      values[name] = coerced;
    }
    return { values };
  };
}

function exactly(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[], inputs: Record<string, unknown>): ReturnType<Coerce> {
  const { coerced, errors } = getVariableValues(schema, definitions, inputs, { maxErrors: mostFaults });
  if (errors) return { errors: errors.map((error) => ({ ...error.toJSON(), extensions: { ...error.extensions, code: 'BAD_USER_INPUT' } })) };
  return { values: Object.assign(new Bare(), coerced) };
}

/** @param made for input types that contain themselves */
function coercer(type: GraphQLInputType, made: Map<GraphQLInputType, CoerceOne>): CoerceOne {
  const before = made.get(type);
  if (before) return before;
  if (isNonNullType(type)) {
    const inner = coercer(type.ofType, made);
    return (value) => (value === null ? odd : inner(value));
  }
  // Known before it is made: an input type may contain itself.
  const holder: { coerce: CoerceOne } = { coerce: () => odd };
  const orNull: CoerceOne = (value) => (value === null ? null : holder.coerce(value));
  made.set(type, orNull);
  holder.coerce = presentCoercer(type, made);
  return orNull;
}

function presentCoercer(type: Exclude<GraphQLInputType, { ofType: never }>, made: Map<GraphQLInputType, CoerceOne>): CoerceOne {
  if (isListType(type)) {
    const item = coercer(type.ofType as GraphQLInputType, made);
    return (value) => {
      if (!Array.isArray(value)) {
        const one = item(value);
        return one === odd ? odd : [one];
      }
      const items = value.map(item);
      return items.includes(odd) ? odd : items;
    };
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).map(({ name, type: fieldType, defaultValue }) => ({ name, coerce: coercer(fieldType, made), required: isNonNullType(fieldType), defaultValue }));
    const known = new Set(fields.map(({ name }) => name));
    return (value) => {
      if (!isTree(value) || type.isOneOf) return odd;
      const out = new Bare();
      for (const { name, coerce, required, defaultValue } of fields) {
        const field = Object.hasOwn(value, name) ? value[name] : undefined;
        if (field === undefined) {
          if (defaultValue !== undefined) out[name] = defaultValue;
          else if (required) return odd;
          continue;
        }
        const coerced = coerce(field);
        if (coerced === odd) return odd;
        out[name] = coerced;
      }
      return Object.keys(value).every((name) => known.has(name)) ? out : odd;
    };
  }
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => (typeof value === 'string' && names.has(value) ? value : odd);
  }
  switch ('name' in type ? type.name : '') {
    case 'String':
      return (value) => (typeof value === 'string' ? value : odd);
    case 'ID':
      return (value) => (typeof value === 'string' ? value : odd);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : odd);
    case 'Int':
      return (value) => (typeof value === 'number' && (value | 0) === value ? value : odd);
    case 'Float':
      return (value) => (typeof value === 'number' && Number.isFinite(value) ? value : odd);
    default:
      return (value) => value;
  }
}
