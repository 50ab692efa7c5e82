import type { IncomingHttpHeaders } from 'node:http';

/** What subgraphs' `Cache-Control` headers said of one answer, taken together. */
export type HeaderPolicy = {
  /** Seconds: the shortest of all replies; undefined where none named any. */
  maxAge: number | undefined;
  /** Every reply named a lifetime. */
  complete: boolean;
  /** Every reply, each from a subgraph that is believed, said `public`. */
  public: boolean;
  /** Some reply said `private`. */
  private: boolean;
  /** Some reply said `no-store` or `no-cache`, or could not be had. */
  forbidden: boolean;
};

export const noReplies = (): HeaderPolicy => ({ maxAge: undefined, complete: true, public: true, private: false, forbidden: false });

/** Adds one reply. What cannot be read counts as absent; a lifetime that is named twice counts as the shorter. */
export function addReply(policy: HeaderPolicy, headers: IncomingHttpHeaders, trusted: boolean): void {
  const header = headers['cache-control'];
  let maxAge: number | undefined;
  let shared: number | undefined;
  let isPublic = false;
  for (const part of header?.split(',') ?? []) {
    const [name = '', value = ''] = part.trim().toLowerCase().split('=', 2);
    if (name === 'no-store' || name === 'no-cache' || name === 'must-understand') policy.forbidden = true;
    else if (name === 'private') policy.private = true;
    else if (name === 'public') isPublic = true;
    else if (name === 'max-age') maxAge = shorter(maxAge, secondsFrom(value));
    else if (name === 's-maxage') shared = shorter(shared, secondsFrom(value));
  }
  if (headers['vary'] === '*') policy.forbidden = true;
  const lifetime = shared ?? maxAge;
  const left = lifetime === undefined ? undefined : Math.max(0, lifetime - (secondsFrom(String(headers['age'] ?? '')) ?? 0));
  if (left === undefined) policy.complete = false;
  else policy.maxAge = shorter(policy.maxAge, left);
  if (!isPublic || !trusted) policy.public = false;
}

function secondsFrom(text: string): number | undefined {
  const digits = /^"?(\d{1,10})"?$/.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Math.min(Number(digits), 31_536_000);
}

const shorter = (one: number | undefined, other: number | undefined) => (one === undefined ? other : other === undefined ? one : Math.min(one, other));
