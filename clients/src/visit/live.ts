import { decodeSound, soundFromFile } from '@dra/audio';
import { pause } from '@dra/service';
import { VisitLiveDocument } from '../__generated__/operations.ts';
import type { LiveFieldsFragment } from '../__generated__/operations.ts';
import { ClientError } from '../graphql/client-error.ts';
import type { GraphqlClient } from '../graphql/client.ts';
import type { Sound } from './upload-recording.ts';

export type LiveTranscript = LiveFieldsFragment;
export type LiveSegment = LiveTranscript['segments'][number];

/** What came of hearing a visit while it went on. Times in milliseconds after the last word was sent. */
export type LiveResult = {
  state: LiveTranscript['state'] | null;
  reason: string | null;
  /** Segments that were shown before the end, and up to where they reached. */
  segments: number;
  heardMs: number;
  /** From the first word sent to the first one shown; null where none was. */
  firstWordsMs: number | null;
  transcriptMs: number | null;
  noteMs: number | null;
  prescriptionsMs: number | null;
};

/** Told of what is new. `tail` may still change; what is in `segments` will not. */
export type LiveObserver = (heard: { state: LiveTranscript['state']; reason: string | null; heardMs: number; segments: LiveSegment[]; tail: string }) => void;

/** How large a chunk is that holds so much of this sound, taken to be as dense everywhere. */
export async function chunkBytesFor(file: string, byteLength: number, seconds: number): Promise<{ chunkBytes: number; durationMs: number }> {
  const sound = await decodeSound(await soundFromFile(file), { maxDurationMs: Infinity }).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'SoundError' ? new ClientError('AUDIO_UNREADABLE', error.message) : error;
  });
  try {
    const durationMs = sound.estimatedMs;
    if (!durationMs) throw new ClientError('AUDIO_UNREADABLE', 'How long the sound is cannot be told: it cannot be played as a device would record it.');
    return { chunkBytes: Math.min(16 * 1024 * 1024, Math.max(1_024, Math.ceil((byteLength / durationMs) * seconds * 1_000))), durationMs };
  } finally {
    await sound.close();
  }
}

/** When a chunk has been recorded: as its last sound was made, at `speed` times the speed of life. */
export function pacedBy({ byteLength }: Sound, durationMs: number, speed: number, signal: AbortSignal): (chunk: { offset: number; byteLength: number }) => Promise<void> {
  const began = Date.now();
  return async (chunk) => {
    const due = began + (((chunk.offset + chunk.byteLength) / byteLength) * durationMs) / speed;
    await pause(Math.max(0, due - Date.now()), { signal });
  };
}

export type LiveWatch = { result(): Pick<LiveResult, 'state' | 'reason' | 'segments' | 'heardMs' | 'firstWordsMs'>; stop(): void };

/** Follows what is heard of a recording. A subscription that breaks is opened again: partial words are worth no failure. */
export function watchLive(client: GraphqlClient, recordingId: string, observe: LiveObserver, pauseMs = 1_000): LiveWatch {
  const controller = new AbortController();
  const { signal } = controller;
  const began = Date.now();
  const seen = { state: null as LiveTranscript['state'] | null, reason: null as string | null, segments: 0, heardMs: 0, firstWordsMs: null as number | null };
  const take = (live: LiveTranscript) => {
    const fresh = live.segments.filter(({ seq }) => seq >= seen.segments);
    if (seen.firstWordsMs === null && (fresh.length > 0 || live.tail !== '')) seen.firstWordsMs = Date.now() - began;
    Object.assign(seen, { state: live.state, reason: live.reason, heardMs: live.heardMs, segments: (live.segments.at(-1)?.seq ?? seen.segments - 1) + 1 });
    observe({ state: live.state, reason: live.reason, heardMs: live.heardMs, segments: fresh, tail: live.tail });
  };
  const follow = async () => {
    while (!signal.aborted) {
      try {
        for await (const { data } of client.subscribe(VisitLiveDocument, { id: recordingId }, signal)) {
          const live = data?.recording?.liveTranscript;
          if (live) take(live);
        }
      } catch {
        // Whatever broke it, the visit's own steps tell what is wrong; what is shown live goes on when it can.
        if (signal.aborted) return;
      }
      await pause(pauseMs, { signal });
    }
  };
  void follow();
  return { result: () => ({ ...seen }), stop: () => controller.abort() };
}
