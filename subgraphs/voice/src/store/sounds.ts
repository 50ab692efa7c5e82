import { describeSound, inBlocks } from '@dra/audio/probe';
import type { ObjectStore } from '@dra/objects';
import type { Sounds } from '../domain/work.ts';

const longestMs = 24 * 3_600_000;

/** The object store as the rules see it; a sound is described from the few blocks that its header lies in. */
export function soundsIn(store: ObjectStore): Sounds {
  return {
    presignPut: (key, limits) => store.presignPut(key, limits),
    head: (key) => store.head(key),
    get: (key) => store.get(key),
    putStream: (key, body, options) => store.putStream(key, body, options),
    put: (key, body, options) => store.put(key, body, options),
    delete: (keys) => store.delete(keys),
    deleteFolder: (folder) => store.deleteFolder(folder),
    async describe(key, bytes) {
      const source = inBlocks({ byteLength: bytes, read: (start, end) => store.getRange(key, start, end), close: async () => undefined });
      const { mediaType, durationMs } = await describeSound(source);
      // A header may claim anything: what no visit lasts is not known.
      return { mediaType, durationMs: durationMs === null || durationMs > longestMs ? null : durationMs };
    },
  };
}
