import { open } from 'node:fs/promises';

/** Bytes that can be read anywhere: a buffer, a file, an object in a store. `end` is exclusive; `read` never returns less. */
export type SoundSource = {
  byteLength: number;
  read(start: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
};

export function soundFromBytes(bytes: Uint8Array): SoundSource {
  return {
    byteLength: bytes.byteLength,
    read: async (start, end) => bytes.subarray(start, end),
    close: async () => undefined,
  };
}

/** A file, read in blocks: a demuxer asks for a few kilobytes at a time. */
export async function soundFromFile(path: string): Promise<SoundSource> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return inBlocks({
    byteLength: size,
    async read(start, end) {
      const buffer = Buffer.alloc(end - start);
      const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, start);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  });
}

/**
 * Reads whole blocks and keeps the last few: makes many small reads cheap against a file, and bearable against an
 * object store. Memory: `kept` blocks.
 */
export function inBlocks(source: SoundSource, blockBytes = 256 * 1024, kept = 8): SoundSource {
  const blocks = new Map<number, Promise<Uint8Array>>();

  function block(index: number): Promise<Uint8Array> {
    const known = blocks.get(index);
    // Re-inserted, so that the map's order is the order of use.
    if (known) blocks.delete(index);
    const start = index * blockBytes;
    const read = known ?? source.read(start, Math.min(start + blockBytes, source.byteLength));
    blocks.set(index, read);
    // A failed read is not kept: the next one asks again.
    if (!known) read.catch(() => blocks.delete(index));
    const oldest = blocks.keys().next();
    if (blocks.size > kept && !oldest.done) blocks.delete(oldest.value);
    return read;
  }

  return {
    byteLength: source.byteLength,
    async read(start, end) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      for (let at = start; at < end; ) {
        const index = Math.floor(at / blockBytes);
        const from = await block(index);
        const piece = from.subarray(at - index * blockBytes, end - index * blockBytes);
        if (piece.byteLength === 0) throw new Error('the source is shorter than it said');
        bytes.set(piece, at - start);
        at += piece.byteLength;
      }
      return bytes;
    },
    close: () => source.close(),
  };
}
