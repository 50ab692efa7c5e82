import { createHash } from 'node:crypto';
import { ServiceError } from '@dra/service';
import { chunkKey, soundKey } from '../model.ts';
import type { Chunk } from '../model.ts';
import type { Sounds } from '../work.ts';

export type Assembled =
  | { kind: 'sound'; bytes: number; durationMs: number | null }
  | { kind: 'missing'; seqs: number[] }
  /** A chunk went while it was read. */
  | { kind: 'gone' }
  | { kind: 'corrupt'; seqs: number[] }
  | { kind: 'other-hash' }
  | { kind: 'unreadable'; bytes: number };

export type Wanted = { recordingId: string; mediaType: string; sha256: string; expected: number; announced: readonly Chunk[] };

/** Recordings put together at once by this process: many visits end at the same moment, and each is a file in transit. */
const mostAtOnce = 4;
/** A device whose request ran out of time asks again, and finds the work done. */
const rememberedMs = 120_000;

type Bench = { works: Map<string, Promise<Assembled>>; running: number; waiting: (() => void)[] };
const benches = new WeakMap<Sounds, Bench>();

/**
 * Puts a recording's chunks together, once however often it is asked for meanwhile: a device that asks again after its
 * deadline waits for the same work instead of beginning it anew. Outlives the request that began it.
 */
export function assembleSound(sounds: Sounds, wanted: Wanted): Promise<Assembled> {
  const bench = benches.get(sounds) ?? { works: new Map(), running: 0, waiting: [] };
  benches.set(sounds, bench);
  const key = `${wanted.recordingId}:${wanted.sha256}:${wanted.expected}`;
  const known = bench.works.get(key);
  if (known) return known;
  const forget = () => bench.works.delete(key);
  const work = inTurn(bench, () => assemble(sounds, wanted));
  bench.works.set(key, work);
  work.then((done) => (done.kind === 'sound' ? void setTimeout(forget, rememberedMs).unref() : void forget()), forget);
  return work;
}

async function inTurn<T>(bench: Bench, run: () => Promise<T>): Promise<T> {
  if (bench.running >= mostAtOnce) await new Promise<void>((resolve) => bench.waiting.push(resolve));
  else bench.running += 1;
  try {
    return await run();
  } finally {
    // The place goes to the next in line, or is free.
    const next = bench.waiting.shift();
    if (next) next();
    else bench.running -= 1;
  }
}

async function assemble(sounds: Sounds, { recordingId, mediaType, sha256, expected, announced }: Wanted): Promise<Assembled> {
  const chunks = announced.filter((chunk) => chunk.seq < expected);
  const missing = await missingOf(sounds, recordingId, expected, chunks);
  if (missing.length > 0) return { kind: 'missing', seqs: missing };
  const corrupt: number[] = [];
  let object;
  try {
    object = await sounds.putStream(soundKey(recordingId, sha256), joined(sounds, recordingId, chunks, corrupt), { contentType: mediaType });
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'OBJECT_MISSING') return { kind: 'gone' };
    throw error;
  }
  if (corrupt.length > 0) return { kind: 'corrupt', seqs: corrupt };
  if (object.sha256 !== sha256) return { kind: 'other-hash' };
  try {
    const { durationMs } = await sounds.describe(soundKey(recordingId, sha256), object.bytes);
    return { kind: 'sound', bytes: object.bytes, durationMs };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SoundError') throw error;
    return { kind: 'unreadable', bytes: object.bytes };
  }
}

async function missingOf(sounds: Sounds, recordingId: string, expected: number, chunks: readonly Chunk[]): Promise<number[]> {
  const announced = new Set(chunks.map(({ seq }) => seq));
  const missing: number[] = [];
  for (let first = 0; first < expected; first += 16) {
    const seqs = Array.from({ length: Math.min(16, expected - first) }, (_, index) => first + index);
    const heads = await Promise.all(seqs.map((seq) => (announced.has(seq) ? sounds.head(chunkKey(recordingId, seq)) : null)));
    seqs.forEach((seq, index) => {
      if (!heads[index]) missing.push(seq);
    });
  }
  return missing;
}

/** One chunk in memory at a time, each held against its hash. */
async function* joined(sounds: Sounds, recordingId: string, chunks: readonly Chunk[], corrupt: number[]): AsyncGenerator<Uint8Array> {
  for (const chunk of [...chunks].sort((a, b) => a.seq - b.seq)) {
    const bytes = await sounds.get(chunkKey(recordingId, chunk.seq));
    if (createHash('sha256').update(bytes).digest('hex') !== chunk.sha256) corrupt.push(chunk.seq);
    yield bytes;
  }
}
