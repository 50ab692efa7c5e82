import type { Actor } from '@dra/access';
import type { Speaker } from '@dra/events';
import type { Outcome } from '../outcome.ts';
import { conflict, notFound, refused, saved } from '../outcome.ts';
import type { Deps } from '../work.ts';
import { commitOrDiscard, insertTranscript, storeDocument } from './write-transcript.ts';

type Input = { clientMutationId: string; transcriptId: string; expectedVersion: number; corrections: readonly { segmentId: string; speaker: Speaker }[] };

/** Who said what, put right: a new version with the same words. Recognisers swap speakers; people see it at once. */
export async function correctSpeakers(deps: Deps & { newId: () => string }, actor: Actor, input: Input): Promise<Outcome> {
  const seen = await deps.inTransaction(actor, (work) => work.transcripts.find(input.transcriptId));
  if (!seen) return notFound('transcript', 'transcriptId');
  const wanted = new Map(input.corrections.map((one) => [one.segmentId, one.speaker]));
  const unknown = [...wanted.keys()].findIndex((id) => !seen.segments.some((segment) => segment.id === id));
  if (wanted.size === 0) return refused('VALIDATION', 'Name at least one segment.', 'corrections');
  if (unknown >= 0) return refused('VALIDATION', 'This is no segment of this version.', 'corrections', String(unknown), 'segmentId');

  const id = deps.newId();
  const next = {
    id,
    root: { id: seen.rootId, version: seen.version + 1, previousId: seen.id },
    patientId: seen.patientId,
    encounterId: seen.encounterId,
    recordingId: seen.recordingId,
    origin: 'CORRECTED' as const,
    timing: seen.timing,
    language: seen.language,
    // Still the engine's words: who spoke them was corrected, so its tier stays.
    engine: seen.engine,
    // What a person put right has no engine's confidence any more; the rest keeps it.
    said: seen.segments.map(({ speaker, speakerConfidence, startMs, endMs, text, confidence, id: segmentId }) => ({ ...(wanted.has(segmentId) ? {} : { speakerConfidence }), speaker: wanted.get(segmentId) ?? speaker, startMs, endMs, text, confidence })),
  };
  const stored = await storeDocument(deps.sounds, next);
  return commitOrDiscard(deps.sounds, next, stored.document, () =>
    deps.inTransaction(actor, (work) =>
      work.once(input.clientMutationId, { of: 'correctSpeakers', transcriptId: input.transcriptId, expectedVersion: input.expectedVersion, corrections: [...wanted] }, async () => {
        const newest = await work.transcripts.lockNewest(seen.rootId);
        if (!newest || newest.id !== seen.id || newest.version !== input.expectedVersion) return conflict(newest?.id ?? seen.id);
        if (!(await insertTranscript(work, next, stored, null))) return conflict(seen.id);
        return saved(id);
      }),
    ),
  );
}
