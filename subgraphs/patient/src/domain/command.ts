import type { Actor } from '@dra/access';
import type { Outcome } from './outcome.ts';
import type { InTransaction, Work } from './work.ts';

export type Command<I> = (inTransaction: InTransaction, actor: Actor, input: I & { clientMutationId: string }) => Promise<Outcome>;

/** A rule that changes something, run once per clientMutationId: the same key and input give the same answer. */
export function command<I>(name: string, rule: (work: Work, input: I) => Promise<Outcome>): Command<I> {
  return (inTransaction, actor, input) =>
    inTransaction(actor, (work) => work.once(input.clientMutationId, { mutation: name, ...input }, () => rule(work, input)));
}
