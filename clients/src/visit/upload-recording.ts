import { createHash, randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { retry } from '@dra/service';
import { VisitCompleteRecordingDocument, VisitRecordingDocument, VisitRequestChunkUploadDocument } from '../__generated__/operations.ts';
import type { RecordingFieldsFragment } from '../__generated__/operations.ts';
import { ClientError, userErrorOf } from '../graphql/client-error.ts';
import type { GraphqlClient } from '../graphql/client.ts';

export type Chunk = { seq: number; offset: number; byteLength: number; sha256: string };

export type Sound = { file: string; byteLength: number; sha256: string; head: Uint8Array; chunks: Chunk[] };

/** Reads a file once: its hash, and the numbered parts in which it is sent. */
export async function readSound(file: string, chunkBytes: number): Promise<Sound> {
  const handle = await open(file);
  try {
    const whole = createHash('sha256');
    const chunks: Chunk[] = [];
    const buffer = Buffer.alloc(chunkBytes);
    let head = new Uint8Array();
    let offset = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes, offset);
      if (bytesRead === 0) break;
      const part = buffer.subarray(0, bytesRead);
      if (offset === 0) head = Uint8Array.from(part.subarray(0, 64));
      whole.update(part);
      chunks.push({ seq: chunks.length, offset, byteLength: bytesRead, sha256: createHash('sha256').update(part).digest('hex') });
      offset += bytesRead;
    }
    return { file, byteLength: offset, sha256: whole.digest('hex'), head, chunks };
  } finally {
    await handle.close();
  }
}

export type UploadResult = { recording: RecordingFieldsFragment; sent: number; alreadyThere: number; retries: number };

export type UploadOptions = {
  client: GraphqlClient;
  recordingId: string;
  sound: Sound;
  /** How many chunks travel at once. */
  parallel: number;
  signal: AbortSignal;
  onChunk?: (done: number, of: number) => void;
  /** A visit that goes on: resolves when a chunk has been recorded. Each is told to be there once it was sent. */
  recorded?: ((chunk: Chunk) => Promise<void>) | undefined;
  /** All was sent that there is. */
  onLast?: (() => void) | undefined;
};

const chunkTimeoutMs = 60_000;
const mostRounds = 3;

/**
 * Sends the chunks in whatever order they get through, a failed one again, only what the other side lacks; then has them
 * put together. Should one turn out to be missing, what is missing is sent again.
 * @throws ClientError with the code of what was refused
 */
export async function uploadRecording(options: UploadOptions): Promise<UploadResult> {
  const { client, recordingId, sound } = options;
  const tally = { sent: 0, alreadyThere: 0, retries: 0 };
  let wanted = sound.chunks;
  for (let round = 1; ; round += 1) {
    await inParallel(wanted, options.parallel, async (chunk) => {
      if (round === 1) await options.recorded?.(chunk);
      await sendChunk(options, chunk, tally);
      options.onChunk?.(tally.sent + tally.alreadyThere, sound.chunks.length);
    });
    options.onLast?.();
    // A new key each round: the answer to the last one stands for ever.
    const { completeRecording } = await client.ask(VisitCompleteRecordingDocument, {
      input: { clientMutationId: randomUUID(), recordingId, chunks: sound.chunks.length, sha256: sound.sha256 },
    });
    const refused = userErrorOf(completeRecording.userErrors);
    if (!refused && completeRecording.recording) return { recording: completeRecording.recording, ...tally };
    const incomplete = refused?.code === 'CHUNK_MISSING' || refused?.code === 'CHUNK_CORRUPT';
    if (!incomplete || round === mostRounds) throw refused ?? new ClientError('INTERNAL_SERVER_ERROR', 'The recording was neither completed nor refused.');
    wanted = await chunksNotStored(client, recordingId, sound.chunks);
  }
}

async function chunksNotStored(client: GraphqlClient, recordingId: string, chunks: readonly Chunk[]): Promise<Chunk[]> {
  const { recording } = await client.ask(VisitRecordingDocument, { id: recordingId });
  const stored = new Set(recording?.chunks.filter((chunk) => chunk.stored).map((chunk) => chunk.seq));
  return chunks.filter((chunk) => !stored.has(chunk.seq));
}

async function sendChunk({ client, recordingId, sound, signal, recorded }: UploadOptions, chunk: Chunk, tally: { sent: number; alreadyThere: number; retries: number }): Promise<void> {
  const { seq, byteLength, sha256 } = chunk;
  const bytes = await readPart(sound.file, chunk);
  await retry(
    async () => {
      // An address holds for minutes only, and for these bytes only: each try asks for its own.
      const { requestChunkUpload } = await client.ask(VisitRequestChunkUploadDocument, { input: { recordingId, seq, byteLength, sha256 } });
      const refused = userErrorOf(requestChunkUpload.userErrors);
      if (refused) throw refused;
      if (requestChunkUpload.stored) {
        tally.alreadyThere += 1;
        return;
      }
      const { address } = requestChunkUpload;
      if (!address) throw new ClientError('INTERNAL_SERVER_ERROR', 'There is no address for a chunk that is not stored.');
      const response = await fetch(address.url, {
        method: address.method,
        headers: Object.fromEntries(address.headers.map(({ name, value }) => [name, value])),
        body: bytes,
        signal: AbortSignal.any([signal, AbortSignal.timeout(chunkTimeoutMs)]),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new ClientError('CHUNK_NOT_SENT', `The store answered HTTP ${response.status}.`);
      tally.sent += 1;
      // Asked for once more, it is found stored, and heard without waiting for the next one.
      if (recorded) await client.ask(VisitRequestChunkUploadDocument, { input: { recordingId, seq, byteLength, sha256 } });
    },
    { baseMs: 250, maxMs: 5_000, attempts: 12 },
    {
      signal,
      retryable: (error) => {
        // The gateway's own errors were tried again already; here only the way to the store.
        const again = !(error instanceof ClientError) || error.code === 'CHUNK_NOT_SENT';
        if (again) tally.retries += 1;
        return again;
      },
    },
  ).catch((error: unknown) => {
    if (signal.aborted) throw new ClientError('TIMEOUT', 'The time given was over.');
    throw error instanceof ClientError ? error : new ClientError('DEPENDENCY_UNAVAILABLE', 'The store for recordings is not reached.');
  });
}

async function readPart(file: string, { offset, byteLength }: Chunk): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file);
  try {
    const bytes = new Uint8Array(byteLength);
    await handle.read(bytes, 0, byteLength, offset);
    return bytes;
  } finally {
    await handle.close();
  }
}

async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lanes = Array.from({ length: Math.min(width, waiting.length) }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  });
  await Promise.all(lanes);
}
