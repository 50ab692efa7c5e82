import { randomUUID } from 'node:crypto';

/** As the subgraphs accept it. */
const wellFormed = /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/;

/** A client's own id when it is well formed, else a new one: what is logged is never free text. */
export function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && wellFormed.test(header) ? header : randomUUID();
}
