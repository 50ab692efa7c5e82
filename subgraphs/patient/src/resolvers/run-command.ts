import { userError } from '@dra/subgraph';
import type { UserError } from '@dra/subgraph';
import type { Context } from '../context.ts';
import type { Command } from '../domain/command.ts';
import type { FaultCode, Outcome } from '../domain/outcome.ts';

export type Answer<T> = {
  thing: T | null;
  current: T | null;
  userErrors: UserError<FaultCode>[];
};

/** Runs a command and reads anew what it speaks of: the thing, or on CONFLICT what stands there. */
export async function runCommand<I extends { clientMutationId: string }, T>(
  context: Context,
  run: Command<Omit<I, 'clientMutationId'>>,
  input: I,
  loader: { load(id: string): Promise<T | null> },
): Promise<Answer<T>> {
  const outcome: Outcome = await run(context.inTransaction, context.actor, input);
  context.reads.forget();
  const load = (id: string | null) => (id === null ? null : loader.load(id));
  const [thing, current] = await Promise.all([load(outcome.id), load(outcome.currentId)]);
  return {
    thing,
    current,
    userErrors: outcome.faults.map((fault) => userError(fault.code, fault.message, fault.path)),
  };
}
