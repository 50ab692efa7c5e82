import type { Actor, Scope } from '@dra/access';
import { ServiceError } from '@dra/service';
import { defaultFieldResolver, isObjectType } from 'graphql';
import type { ConstDirectiveNode, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** Alternatives, each a set of scopes that must all be held: `[["note:read", "job:read"], ["audit:read"]]`. */
type Requirement = readonly (readonly Scope[])[];

export type Denial = { actor: Actor; coordinate: string; scopes: readonly string[] };

export type GuardOptions<Ctx> = {
  actorOf: (context: Ctx) => Actor;
  /** Told of every refusal, so that it is audited. */
  onDenied?: (context: Ctx, denial: Denial) => void;
};

/**
 * Enforces `@requiresScopes` in the subgraph that owns the data, at every way in: each field of each type, whichever
 * path led there.
 * @throws Error when a root field, or a field of an entity, has no rule: such a schema must not start
 */
export function guardFields<Ctx>(schema: GraphQLSchema, options: GuardOptions<Ctx>): void {
  const unguarded = unguardedCoordinates(schema);
  if (unguarded.length > 0) throw new Error(`no @requiresScopes on ${unguarded.join(', ')}`);
  for (const type of objectTypes(schema)) {
    const ofType = requirementOf(type.astNode?.directives, extensionDirectives(type));
    for (const field of Object.values(type.getFields())) {
      const requirements = [ofType, requirementOf(field.astNode?.directives)].filter((one) => one !== null);
      if (requirements.length === 0) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      const coordinate = `${type.name}.${field.name}`;
      field.resolve = (source, args, context: Ctx, info) => {
        requireAll(requirements, coordinate, context, options);
        return resolve(source, args, context, info);
      };
    }
  }
}

type ReferenceResolver = (reference: unknown, context: never, info: unknown) => unknown;

/** The same for `_entities`: a reference is resolved only for those who may see the type. */
export function guardReferences<Ctx>(resolvers: Record<string, unknown>, schema: GraphQLSchema, options: GuardOptions<Ctx>): Record<string, unknown> {
  const guarded: Record<string, unknown> = {};
  for (const [name, of] of Object.entries(resolvers)) {
    const type = schema.getType(name);
    const requirement = isObjectType(type) ? requirementOf(type.astNode?.directives, extensionDirectives(type)) : null;
    const map = of as { __resolveReference?: ReferenceResolver };
    if (!requirement || typeof map.__resolveReference !== 'function') {
      guarded[name] = of;
      continue;
    }
    const resolve = map.__resolveReference;
    guarded[name] = {
      ...map,
      __resolveReference: (reference: unknown, context: Ctx, info: unknown) => {
        requireAll([requirement], `_entities(${name})`, context, options);
        return resolve(reference, context as never, info);
      },
    };
  }
  return guarded;
}

/** Root fields, and non-key fields of entities, that nobody wrote a rule for. */
export function unguardedCoordinates(schema: GraphQLSchema): string[] {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const unguarded: string[] = [];
  for (const type of objectTypes(schema)) {
    const directives = [...(type.astNode?.directives ?? []), ...extensionDirectives(type)];
    const keys = directives.filter((one) => one.name.value === 'key');
    if (!roots.has(type) && keys.length === 0) continue;
    if (requirementOf(directives)) continue;
    const keyFields = new Set(keys.flatMap((key) => stringArgument(key, 'fields').split(/[\s{}]+/)));
    for (const field of Object.values(type.getFields())) {
      if (keyFields.has(field.name) || field.name.startsWith('_')) continue;
      if (!requirementOf(field.astNode?.directives)) unguarded.push(`${type.name}.${field.name}`);
    }
  }
  return unguarded;
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('_'));
}

function extensionDirectives(type: GraphQLObjectType): ConstDirectiveNode[] {
  return type.extensionASTNodes.flatMap((node) => [...(node.directives ?? [])]);
}

function requirementOf(...lists: (readonly ConstDirectiveNode[] | undefined)[]): Requirement | null {
  const directive = lists.flatMap((list) => list ?? []).find((one) => /^(federation__)?requiresScopes$/.test(one.name.value));
  const value = directive?.arguments?.find((argument) => argument.name.value === 'scopes')?.value;
  if (value?.kind !== 'ListValue') return null;
  return value.values.map((inner) => (inner.kind === 'ListValue' ? inner.values.map((scope) => (scope.kind === 'StringValue' ? (scope.value as Scope) : ('' as Scope))) : []));
}

function stringArgument(directive: ConstDirectiveNode, name: string): string {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === 'StringValue' ? value.value : '';
}

function requireAll<Ctx>(requirements: readonly Requirement[], coordinate: string, context: Ctx, options: GuardOptions<Ctx>): void {
  const actor = options.actorOf(context);
  for (const alternatives of requirements) {
    if (alternatives.some((scopes) => scopes.every((scope) => actor.scopes.has(scope)))) continue;
    const scopes = [...new Set(alternatives.flat())];
    options.onDenied?.(context, { actor, coordinate, scopes });
    throw new ServiceError('FORBIDDEN', `This needs the right ${scopes.join(' or ')}.`, { details: { scopes } });
  }
}
