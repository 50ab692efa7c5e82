import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { chunkKey } from '../model.ts';
import type { Chunk } from '../model.ts';
import type { Sounds } from '../work.ts';
import { assembleSound } from './assemble-sound.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Keeps objects in memory and counts how many recordings are put together, and how many at once. */
function shelf() {
  const objects = new Map<string, Buffer>();
  const seen = { puts: 0, now: 0, most: 0 };
  const sounds: Sounds = {
    presignPut: () => Promise.reject(new Error('nobody asks')),
    head: async (key) => (objects.has(key) ? { bytes: objects.get(key)!.byteLength, sha256: null } : null),
    get: async (key) => objects.get(key)!,
    putStream: async (key, body) => {
      seen.puts += 1;
      seen.most = Math.max(seen.most, (seen.now += 1));
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(part);
      await sleep(20);
      objects.set(key, Buffer.concat(parts));
      seen.now -= 1;
      return { key, sha256: sha256(objects.get(key)!), bytes: objects.get(key)!.byteLength };
    },
    put: () => Promise.reject(new Error('nobody asks')),
    delete: async (keys) => keys.forEach((key) => objects.delete(key)),
    deleteFolder: () => Promise.reject(new Error('nobody asks')),
    describe: async () => ({ mediaType: 'audio/wav', durationMs: 1_000 }),
  };
  return { sounds, objects, seen };
}

const recording = (recordingId: string, parts: readonly string[]) => {
  const announced: Chunk[] = parts.map((part, seq) => ({ seq, byteLength: part.length, sha256: sha256(Buffer.from(part)), addressIssuedAt: new Date() }));
  return { wanted: { recordingId, mediaType: 'audio/wav', sha256: sha256(Buffer.from(parts.join(''))), expected: parts.length, announced }, arrive: (objects: Map<string, Buffer>) => parts.forEach((part, seq) => objects.set(chunkKey(recordingId, seq), Buffer.from(part))) };
};

test('asked for again while it is put together, and after, it is put together once', async () => {
  const { sounds, objects, seen } = shelf();
  const { wanted, arrive } = recording('r1', ['he', 'llo']);
  arrive(objects);
  const both = await Promise.all([assembleSound(sounds, wanted), assembleSound(sounds, wanted)]);
  expect(both).toEqual([{ kind: 'sound', bytes: 5, durationMs: 1_000 }, { kind: 'sound', bytes: 5, durationMs: 1_000 }]);
  expect(await assembleSound(sounds, wanted)).toEqual(both[0]);
  expect(seen.puts).toBe(1);
});

test('what was missing or damaged is looked for anew the next time', async () => {
  const { sounds, objects, seen } = shelf();
  const { wanted, arrive } = recording('r1', ['he', 'llo']);
  expect(await assembleSound(sounds, wanted)).toEqual({ kind: 'missing', seqs: [0, 1] });
  arrive(objects);
  objects.set(chunkKey('r1', 1), Buffer.from('LLO'));
  expect(await assembleSound(sounds, wanted)).toEqual({ kind: 'corrupt', seqs: [1] });
  arrive(objects);
  expect(await assembleSound(sounds, wanted)).toMatchObject({ kind: 'sound' });
  expect(seen.puts).toBe(2);
});

test('many at once are put together a few at a time', async () => {
  const { sounds, objects, seen } = shelf();
  const all = Array.from({ length: 12 }, (_, index) => recording(`r${index}`, ['a', String(index)]));
  all.forEach(({ arrive }) => arrive(objects));
  const done = await Promise.all(all.map(({ wanted }) => assembleSound(sounds, wanted)));
  expect(done.every((one) => one.kind === 'sound')).toBe(true);
  expect(seen).toMatchObject({ puts: 12, most: 4 });
});
