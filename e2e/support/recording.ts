import { createHash, randomUUID } from 'node:crypto';
import type { Caller, UserError } from './caller.ts';
import { wav } from '@dra/audio/tones';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

type Address = { method: string; url: string; headers: { name: string; value: string }[] };

/** Sends a sound as a phone does: in numbered chunks, straight into the object store. @returns the recording's id */
export async function sendRecording(caller: Caller, encounterId: string, mediaType: string, sound: Buffer, chunkBytes = 64 * 1024): Promise<string> {
  const { createRecording } = await caller.get<{ createRecording: { recording: { id: string } | null; userErrors: UserError[] } }>(
    `mutation ($input: CreateRecordingInput!) { createRecording(input: $input) { recording { id } userErrors { code message } } }`,
    { input: { clientMutationId: randomUUID(), encounterId, mediaType } },
  );
  const recordingId = createRecording.recording?.id;
  if (!recordingId) throw new Error(`no recording: ${JSON.stringify(createRecording.userErrors)}`);
  const chunks = Array.from({ length: Math.ceil(sound.byteLength / chunkBytes) }, (_, index) => sound.subarray(index * chunkBytes, (index + 1) * chunkBytes));
  for (const [seq, chunk] of chunks.entries()) {
    const { requestChunkUpload } = await caller.get<{ requestChunkUpload: { address: Address | null; userErrors: UserError[] } }>(
      `mutation ($input: RequestChunkUploadInput!) { requestChunkUpload(input: $input) { address { method url headers { name value } } userErrors { code message } } }`,
      { input: { recordingId, seq, byteLength: chunk.byteLength, sha256: sha256(chunk) } },
    );
    const address = requestChunkUpload.address as Address;
    const headers = Object.fromEntries(address.headers.filter(({ name }) => name !== 'content-length').map(({ name, value }) => [name, value]));
    const sent = await fetch(address.url, { method: address.method, headers, body: new Uint8Array(chunk) });
    expect(sent.status).toBe(200);
  }
  const { completeRecording } = await caller.get<{ completeRecording: { userErrors: UserError[] } }>(
    `mutation ($input: CompleteRecordingInput!) { completeRecording(input: $input) { recording { status } userErrors { code message } } }`,
    { input: { clientMutationId: randomUUID(), recordingId, chunks: chunks.length, sha256: sha256(sound) } },
  );
  expect(completeRecording.userErrors).toEqual([]);
  return recordingId;
}

/** Seconds of nothing, as 16 kHz mono WAV. */
export const silence = (seconds: number): Buffer => wav(new Float32Array(seconds * 16_000));
