import type { Caller } from '@dra/access';
import { z } from 'zod';

export const tiers = ['anonymous', 'free', 'clinic', 'hospital', 'service'] as const;
export type Tier = (typeof tiers)[number];

/** Which tier a tenant has bought. Callers without an identity are `anonymous`, machines (role SERVICE) `service`. */
export const tierConfig = z.strictObject({
  tenants: z.record(z.string(), z.enum(['free', 'clinic', 'hospital'])).default({}).describe('The tier of each tenant that is named here.'),
  otherTenants: z.enum(['free', 'clinic', 'hospital']).default('clinic').describe('The tier of every other tenant.'),
});
export type TierConfig = z.infer<typeof tierConfig>;

export type TierOf = (caller: Caller | null) => Tier;

export function createTierOf(config: TierConfig): TierOf {
  const known = new Map(Object.entries(config.tenants));
  return (caller) => {
    if (!caller) return 'anonymous';
    if (caller.roles.includes('SERVICE')) return 'service';
    return known.get(caller.tenant) ?? config.otherTenants;
  };
}
