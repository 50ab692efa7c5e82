import type { Caller } from '@dra/access';
import { ServiceError } from '@dra/service';
import { createIdentify } from './caller-identity.ts';

const caller = (expiresAt: number): Caller => ({ userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'], scopes: ['note:sign'], expiresAt });

const setUp = (expiresAt = 10_000) => {
  const clock = { ms: 1_000_000 };
  const calls = { verified: 0, signed: 0 };
  const identify = createIdentify(
    async () => {
      calls.verified += 1;
      if (expiresAt * 1000 <= clock.ms) throw new ServiceError('UNAUTHENTICATED', 'The token has expired.');
      return caller(expiresAt);
    },
    async () => `identity-${(calls.signed += 1)}`,
    () => clock.ms,
  );
  return { clock, calls, identify };
};

const token = 'Bearer aaa.bbb.ccc';

describe('createIdentify', () => {
  it('signs once for many requests at once, and again after half the life', async () => {
    const { identify, calls, clock } = setUp();
    const all = await Promise.all(Array.from({ length: 20 }, () => identify(token)));
    expect(new Set(all.map((one) => one.identity))).toEqual(new Set(['identity-1']));
    clock.ms += 29_999;
    expect((await identify(token)).identity).toBe('identity-1');
    clock.ms += 1;
    expect((await identify(token)).identity).toBe('identity-2');
    expect(calls).toEqual({ verified: 1, signed: 2 });
  });

  it('signs again when what is left would not outlast the request', async () => {
    const { identify, clock } = setUp();
    const made = clock.ms;
    await identify(token, clock.ms + 5_000);
    const at = async (seconds: number, deadlineSeconds: number) => {
      clock.ms = made + seconds * 1_000;
      return identify.remembered(token, clock.ms + deadlineSeconds * 1_000)?.identity;
    };
    // Five seconds of grace: what ends at 60 is good for what is over by 55.
    expect([await at(0, 54.9), await at(40, 14.9), await at(40, 15), await at(49, 5.9), await at(49, 6), await at(29, 600), await at(30, 600)])
      .toEqual(['identity-1', 'identity-1', undefined, 'identity-1', undefined, 'identity-1', undefined]);
    clock.ms = made + 40_000;
    expect((await identify(token, clock.ms + 20_000)).identity).toBe('identity-2');
  });

  it('verifies a token again after some minutes', async () => {
    const { identify, calls, clock } = setUp();
    for (let minutes = 0; minutes < 10; minutes += 1, clock.ms += 60_000) await identify(token);
    expect(calls).toEqual({ verified: 2, signed: 10 });
  });

  it('does not remember a caller beyond the token\'s own end', async () => {
    const { identify, clock } = setUp(1_010);
    await identify(token);
    clock.ms = 1_010_000;
    await expect(identify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', message: 'The token has expired.' });
  });

  it('does not remember a refusal', async () => {
    let refuse = true;
    const identify = createIdentify(
      async () => {
        if (refuse) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'keys');
        return caller(99_999_999_999);
      },
      async () => 'identity',
    );
    await expect(identify(token)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    refuse = false;
    await expect(identify(token)).resolves.toMatchObject({ identity: 'identity' });
  });

  it.each([undefined, '', 'Basic ZHI6b3NlaQ==', 'Bearer', 'Bearer not-a-jwt', 'Bearer a.b.c d', `Bearer a.b.${'c'.repeat(9_000)}`, ['Bearer a.b.c', 'Bearer d.e.f']])(
    'refuses %.40j without verifying it',
    async (authorization) => {
      const { identify, calls } = setUp();
      await expect(identify(authorization)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
      expect(calls.verified).toBe(0);
    },
  );
});
