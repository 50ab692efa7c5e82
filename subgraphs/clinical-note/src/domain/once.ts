import type { Actor } from '@dra/access';
import { ServiceError } from '@dra/service';
import type { Append, CommandKey, Deps } from './ports.ts';
import { canonicalJson, sha256 } from './seal.ts';
import type { Note } from './model.ts';

const longestKey = 128;

/** @throws ServiceError BAD_USER_INPUT */
export function commandKey(actor: Actor, mutation: string, input: { clientMutationId: string }): CommandKey {
  const { clientMutationId } = input;
  if (clientMutationId.length === 0 || clientMutationId.length > longestKey) {
    throw new ServiceError('BAD_USER_INPUT', `clientMutationId must have 1 to ${longestKey} characters.`);
  }
  return { key: `${actor.userId}:${clientMutationId}`, inputHash: sha256(canonicalJson({ mutation, input })) };
}

/**
 * The version that this command wrote before, or null.
 * @throws ServiceError IDEMPOTENCY_MISMATCH when the key was used with other input
 */
export async function writtenBefore({ notes }: Pick<Deps, 'notes'>, tenant: string, { key, inputHash }: CommandKey): Promise<Note | null> {
  const earlier = await notes.byCommand(tenant, key);
  if (!earlier) return null;
  if (earlier.inputHash !== inputHash) throw new ServiceError('IDEMPOTENCY_MISMATCH', 'This clientMutationId was used before with other input.');
  return earlier.note;
}

/** Appends; when another was first, says whether that was a twin of this command (then its version) or somebody else (null). */
export async function appendOnce(deps: Deps, append: Append): Promise<Note | null> {
  if ((await deps.notes.append(append)) === 'lost') return writtenBefore(deps, append.note.tenant, append.command);
  deps.announce(append.note);
  return append.note;
}
