import type { Caller } from '@dra/access';
import { createTierOf, tierConfig } from './tier-of.ts';

const caller = (tenant: string, roles: Caller['roles'] = ['CLINICIAN']): Caller => ({ userId: 'dr.osei', tenant, roles, scopes: [], expiresAt: 0 });

describe('the tier of a caller', () => {
  const tierOf = createTierOf(tierConfig.parse({ tenants: { north: 'hospital', trial: 'free' } }));

  it.each([
    ['nobody', null, 'anonymous'],
    ['a tenant that is named', caller('north'), 'hospital'],
    ['a tenant on trial', caller('trial'), 'free'],
    ['a tenant that is not named', caller('elsewhere'), 'clinic'],
    ['a machine, whatever its tenant', caller('trial', ['SERVICE']), 'service'],
    ['a tenant called like a property of objects', caller('constructor'), 'clinic'],
  ])('%s', (_, one, tier) => {
    expect(tierOf(one)).toBe(tier);
  });

  it('takes no tier that a tenant cannot have', () => {
    expect(tierConfig.safeParse({ tenants: { north: 'service' } }).success).toBe(false);
  });
});
