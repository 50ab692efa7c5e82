import { createHash } from 'node:crypto';
import type { Actor } from '@dra/access';
import type { Outcome } from '../outcome.ts';
import { notFound, refused, saved } from '../outcome.ts';
import { readTranscript } from '../transcript-input.ts';
import type { TranscriptInput } from '../transcript-input.ts';
import type { Deps } from '../work.ts';
import { commitOrDiscard, insertTranscript, storeDocument } from './write-transcript.ts';

/** A transcript from elsewhere, written by people as far as we know. */
export async function uploadTranscript(deps: Deps & { newId: () => string }, actor: Actor, input: TranscriptInput & { clientMutationId: string; encounterId: string; language: string }): Promise<Outcome> {
  if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(input.language)) return refused('VALIDATION', 'The language is a BCP 47 tag such as en-US.', 'language');
  const read = readTranscript(input);
  if (read.kind === 'refused') return read.outcome;
  const encounter = await deps.patient.encounter(actor.tenant, input.encounterId);
  if (!encounter) return notFound('encounter', 'encounterId');
  if (encounter.status === 'CANCELLED' || encounter.status === 'ENTERED_IN_ERROR') return refused('INVALID_TRANSITION', 'This encounter is cancelled or entered in error.', 'encounterId');

  const id = deps.newId();
  const transcript = {
    id,
    root: { id, version: 1, previousId: null },
    patientId: encounter.patientId,
    encounterId: input.encounterId,
    recordingId: null,
    origin: 'UPLOADED' as const,
    timing: read.timing,
    language: input.language,
    engine: { id: 'uploaded', version: '1', tier: 'HUMAN' as const },
    said: read.segments.map((one) => ({ ...one, confidence: null })),
  };
  const stored = await storeDocument(deps.sounds, transcript);
  const content = createHash('sha256').update(JSON.stringify([input.language, read.segments])).digest('hex');
  return commitOrDiscard(deps.sounds, transcript, stored.document, () =>
    deps.inTransaction(actor, (work) =>
      work.once(input.clientMutationId, { of: 'uploadTranscript', encounterId: input.encounterId, content }, async () => {
        await insertTranscript(work, transcript, stored, null);
        return saved(id);
      }),
    ),
  );
}
