import type { QueryResolvers } from '../../__generated__/resolvers.ts';

export const viewer: QueryResolvers['viewer'] = (_, __, { actor }) => ({
  userId: actor.userId,
  tenant: actor.tenant,
  roles: [...actor.roles],
  scopes: [...actor.scopes].sort(),
});
