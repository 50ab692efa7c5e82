import { hash } from 'node:crypto';
import { identityLifetime } from '@dra/access';
import type { Caller, CallerVerifier, IdentitySigner } from '@dra/access';
import { ServiceError } from '@dra/service';
import { FewNotes } from '../hooks/notes.ts';
import type { Notes } from '../hooks/notes.ts';
import { Recent } from '../hooks/recent.ts';

export type Identified = {
  caller: Caller;
  identity: string;
  /** What hooks remember of the caller; null where nobody remembers who it is. */
  notes: Notes | null;
};

export type Identify = {
  /**
   * @param until epoch milliseconds: what is asked with the identity is over by then; half of its life where nobody knows
   * @throws ServiceError UNAUTHENTICATED | DEPENDENCY_UNAVAILABLE
   */
  (authorization: string | string[] | undefined, until?: number): Promise<Identified>;
  /** At once, for a token that was verified a moment ago. */
  remembered(authorization: string | string[] | undefined, until?: number): Identified | undefined;
};

type Remembered = Identified & { endsAt: number; verifyAt: number };

const lifeMs = identityLifetime * 1_000;
/** What comes back late, and what was sent late. */
const graceMs = 5_000;

/** A token is verified again after so long: by then a key that its issuer withdrew is noticed. */
const trustMs = 300_000;
/** Each takes about a kilobyte. */
const mostRemembered = 50_000;

/**
 * Who calls, and the short-lived identity that tells the subgraphs. An identity outlasts the request that
 * it is handed on with, as far as half of its life reaches; it is made anew for one that it would not. The token is verified again after some minutes, and counts no longer than it says.
 * The token itself is never kept, only its hash.
 */
export function createIdentify(verify: CallerVerifier, sign: IdentitySigner, now: () => number = Date.now): Identify {
  const known = new Recent<Remembered>(mostRemembered);
  const underway = new Map<string, Promise<Remembered>>();

  const identify = async (token: string, before: Remembered | undefined): Promise<Remembered> => {
    const trusted = before && before.verifyAt > now() && before.caller.expiresAt * 1000 > now() ? before : undefined;
    const caller = trusted?.caller ?? (await verify(token));
    const identity = flat(await sign({ userId: caller.userId, tenant: caller.tenant, roles: caller.roles, scopes: caller.scopes }));
    return { caller, identity, notes: trusted?.notes ?? new FewNotes(), endsAt: now() + lifeMs, verifyAt: trusted?.verifyAt ?? now() + trustMs };
  };

  const recall = (key: string, until = Number.POSITIVE_INFINITY): Remembered | undefined => {
    const remembered = known.get(key);
    const at = now();
    if (!remembered || remembered.endsAt <= Math.min(until + graceMs, at + lifeMs / 2)) return undefined;
    if (remembered.caller.expiresAt * 1000 > at) return remembered;
    known.delete(key);
    return undefined;
  };

  const verified = async (authorization: string | string[] | undefined, until?: number): Promise<Identified> => {
    const token = bearerToken(authorization);
    const key = keyOf(token);
    const remembered = recall(key, until);
    if (remembered) return remembered;
    let work = underway.get(key);
    if (!work) {
      work = identify(token, known.get(key)).finally(() => underway.delete(key));
      underway.set(key, work);
    }
    const fresh = await work;
    known.set(key, fresh);
    return fresh;
  };

  return Object.assign(verified, {
    remembered: (authorization: string | string[] | undefined, until?: number) =>
      typeof authorization === 'string' && authorization.startsWith('Bearer ') ? recall(keyOf(authorization.slice(7)), until) : undefined,
  });
}

/** In one piece: what was joined of parts is kept as parts, and joined again with each request that carries it. */
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}

/** @throws ServiceError UNAUTHENTICATED */
function bearerToken(authorization: string | string[] | undefined): string {
  if (typeof authorization !== 'string' || authorization.trim() === '') {
    throw new ServiceError('UNAUTHENTICATED', 'No token: send `Authorization: Bearer …`.');
  }
  const token = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(authorization.trim())?.[1];
  if (!token || token.length > 8_192) throw new ServiceError('UNAUTHENTICATED', 'The Authorization header is not `Bearer` with a signed JWT.');
  return token;
}
