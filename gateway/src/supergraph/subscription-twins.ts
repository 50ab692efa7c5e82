import type { GraphQLSchema } from 'graphql';

/**
 * A subscription is answered by running the same selection as a query, so each `Subscription.x(args)` needs a `Query.x`
 * with the same arguments and type.
 * @returns one sentence per field that has no such twin
 */
export function withoutTwins(schema: GraphQLSchema): string[] {
  const queries = schema.getQueryType()?.getFields() ?? {};
  const subscriptions = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
  return subscriptions.flatMap((field) => {
    const twin = queries[field.name];
    if (!twin) return [`Subscription.${field.name} has no Query.${field.name}.`];
    const signature = (one: typeof field) =>
      `(${one.args.map((arg) => `${arg.name}: ${String(arg.type)}`).sort().join(', ')}): ${String(one.type)}`;
    return signature(field) === signature(twin) ? [] : [`Subscription.${field.name} and Query.${field.name} differ.`];
  });
}
