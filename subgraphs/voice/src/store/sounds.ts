import { describeSound, inBlocks } from '@dra/audio/probe';
import type { ObjectStore } from '@dra/objects';
import type { Sounds } from '../domain/work.ts';

/** The object store as the rules see it; a sound is described from the few blocks that its header lies in. */
export function soundsIn(store: ObjectStore): Sounds {
  return {
    presignPut: (key, limits) => store.presignPut(key, limits),
    head: (key) => store.head(key),
    get: (key) => store.get(key),
    putStream: (key, body, options) => store.putStream(key, body, options),
    putJson: (key, value) => store.putJson(key, value),
    delete: (keys) => store.delete(keys),
    async describe(key, bytes) {
      const source = inBlocks({ byteLength: bytes, read: (start, end) => store.getRange(key, start, end), close: async () => undefined });
      const { mediaType, durationMs } = await describeSound(source);
      return { mediaType, durationMs: durationMs === null ? null : Math.round(durationMs) };
    },
  };
}
