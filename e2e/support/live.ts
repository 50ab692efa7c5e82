import { createHash, randomUUID } from 'node:crypto';
import { readEvents } from '../../clients/src/graphql/read-events.ts';
import type { Caller, UserError } from './caller.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export type LiveSegment = { id: string; seq: number; startMs: number; endMs: number; text: string; speaker: string };
export type Live = { state: string; reason: string | null; heardMs: number; tail: string; segments: LiveSegment[] };
export const liveFields = 'state reason heardMs tail segments { id seq startMs endMs text speaker }';

/** A device that has a visit heard while it records. */
export async function openLive(caller: Caller, encounterId: string, mediaType: string) {
  const { createRecording } = await caller.get<{ createRecording: { recording: { id: string } | null; userErrors: UserError[] } }>(
    `mutation ($input: CreateRecordingInput!) { createRecording(input: $input) { recording { id } userErrors { code message } } }`,
    { input: { clientMutationId: randomUUID(), encounterId, mediaType, live: true } },
  );
  const recordingId = createRecording.recording?.id;
  if (!recordingId) throw new Error(`no recording: ${JSON.stringify(createRecording.userErrors)}`);
  const announce = async (seq: number, chunk: Uint8Array) =>
    (await caller.get<{ requestChunkUpload: { address: { method: string; url: string; headers: { name: string; value: string }[] } | null; userErrors: UserError[] } }>(
      `mutation ($input: RequestChunkUploadInput!) { requestChunkUpload(input: $input) { address { method url headers { name value } } userErrors { code } } }`,
      { input: { recordingId, seq, byteLength: chunk.byteLength, sha256: sha256(chunk) } },
    )).requestChunkUpload;
  return {
    recordingId,
    /** Sends a chunk, and says so. */
    send: async (seq: number, chunk: Uint8Array) => {
      const { address } = await announce(seq, chunk);
      if (address) {
        const headers = Object.fromEntries(address.headers.filter(({ name }) => name !== 'content-length').map(({ name, value }) => [name, value]));
        expect((await fetch(address.url, { method: address.method, headers, body: new Uint8Array(chunk) })).status).toBe(200);
      }
      await announce(seq, chunk);
    },
    heard: async () => (await caller.get<{ recording: { liveTranscript: Live | null } }>(`query ($id: ID!) { recording(id: $id) { liveTranscript { ${liveFields} } } }`, { id: recordingId })).recording.liveTranscript,
    complete: async (chunks: readonly Uint8Array[]) => {
      const { completeRecording } = await caller.get<{ completeRecording: { userErrors: UserError[] } }>(
        `mutation ($input: CompleteRecordingInput!) { completeRecording(input: $input) { userErrors { code message } } }`,
        { input: { clientMutationId: randomUUID(), recordingId, chunks: chunks.length, sha256: sha256(Buffer.concat(chunks)) } },
      );
      expect(completeRecording.userErrors).toEqual([]);
    },
  };
}

/** What a subscriber sees of the live transcript, one after the other, until it is told to stop. */
export function watchLive(url: string, token: string, recordingId: string): { seen: (Live | null)[]; stop(): Promise<void> } {
  const controller = new AbortController();
  const seen: (Live | null)[] = [];
  const following = (async () => {
    const response = await fetch(`${url}/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: `subscription ($id: ID!) { recording(id: $id) { liveTranscript { ${liveFields} } } }`, variables: { id: recordingId } }),
      signal: controller.signal,
    });
    if (!response.body) throw new Error('no stream');
    for await (const { event, data } of readEvents(response.body)) {
      if (event === 'next') seen.push((JSON.parse(data) as { data: { recording: { liveTranscript: Live | null } } }).data.recording.liveTranscript);
    }
  })().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return {
    seen,
    stop: async () => {
      controller.abort();
      await following;
    },
  };
}
