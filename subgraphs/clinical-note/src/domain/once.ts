import type { Actor } from '@dra/access';
import { ServiceError } from '@dra/service';
import type { Append, Claim, CommandKey, Deps, Target } from './ports.ts';
import { canonicalJson, sha256 } from './seal.ts';
import type { Note } from './model.ts';

// How a command happens once. Before it writes, it claims the one version that it may write; the version carries the
// command's key. Killed between the two, the same command finds its claim, sees no version of its own and goes on;
// killed after the second, it finds its version. A claim by itself changes nothing.

const longestKey = 128;

/** @throws ServiceError BAD_USER_INPUT */
export function commandKey(actor: Actor, mutation: string, input: { clientMutationId: string }): CommandKey {
  const { clientMutationId } = input;
  if (clientMutationId.length === 0 || clientMutationId.length > longestKey) {
    throw new ServiceError('BAD_USER_INPUT', `clientMutationId must have 1 to ${longestKey} characters.`);
  }
  // A colon ends the user: nobody's name and key can be read as another's, nor as a job's.
  return { key: `${userPart(actor.userId)}:${clientMutationId}`, inputHash: sha256(canonicalJson({ mutation, input })) };
}

const userPart = (userId: string): string => (userId === 'job' ? 'job%' : userId.replaceAll('%', '%25').replaceAll(':', '%3A'));

/**
 * The version that this command wrote before, or null.
 * @throws ServiceError IDEMPOTENCY_MISMATCH when the key was used with other input
 */
export async function writtenBefore({ notes }: Pick<Deps, 'notes'>, tenant: string, command: CommandKey): Promise<Note | null> {
  const claim = await notes.claimOf(tenant, command.key);
  if (!claim) return null;
  requireSameInput(claim, command);
  const written = await notes.version(tenant, claim);
  return written?.commandKey === command.key ? written.note : null;
}

/**
 * Claims a target, or gives the one that this command claimed before.
 * @throws ServiceError IDEMPOTENCY_MISMATCH
 */
export async function claimTarget({ notes }: Pick<Deps, 'notes'>, tenant: string, command: CommandKey, target: Target): Promise<Target> {
  const claim = await notes.claim(tenant, { ...command, ...target });
  requireSameInput(claim, command);
  return { noteId: claim.noteId, version: claim.version };
}

/** Appends what was claimed; when the version is there already, says whether this very command wrote it (then that version) or another (null). */
export async function appendOnce(deps: Deps, append: Append): Promise<Note | null> {
  if ((await deps.notes.append(append)) === 'lost') return writtenBefore(deps, append.note.tenant, append.command);
  deps.announce(append.note);
  return append.note;
}

function requireSameInput(claim: Claim, { inputHash }: CommandKey): void {
  if (claim.inputHash !== inputHash) throw new ServiceError('IDEMPOTENCY_MISMATCH', 'This clientMutationId was used before with other input.');
}
