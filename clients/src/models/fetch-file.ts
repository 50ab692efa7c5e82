import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FetchFailed, Refused } from './hub.ts';
import type { Hub, HubFile, HubModel } from './hub.ts';

export type FetchOptions = {
  onBytes: (bytes: number) => void;
  /** Before the second try, the third, … Each gets on with what is there. */
  waitsMs?: readonly number[];
  /** A connection that gives nothing for this long is given up. */
  silenceMs?: number;
};

/**
 * Brings one file into `folder`, going on with what an earlier run left in `FILE.part`; checks it before it gets its name.
 * @throws FetchFailed when the hub, the disk or the checksum does not play along; only a wrong checksum takes the part away
 */
export async function fetchFile(hub: Hub, model: HubModel, file: HubFile, folder: string, { onBytes, waitsMs = [1_000, 3_000, 10_000, 30_000], silenceMs = 60_000 }: FetchOptions): Promise<void> {
  const target = join(folder, file.path);
  const part = `${target}.part`;
  if ((await sizeOf(target)) === file.bytes && (await checksumOf(target, file)) === file.checksum.hex) {
    onBytes(file.bytes);
    return;
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      await getOn(hub, model, file, part, { onBytes, silenceMs });
      break;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOSPC' || code === 'EDQUOT') throw new FetchFailed(`the disk is full: ${file.path} needs ${megabytes(file.bytes)} MB. What is there is kept; run the command again when there is room`);
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EISDIR') throw new FetchFailed(`${folder} cannot be written to (${code})`);
      if (error instanceof Refused || attempt >= waitsMs.length) throw error instanceof FetchFailed ? error : new FetchFailed(`${file.path} broke off ${attempt + 1} times; run the command again: it goes on where it stopped`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, waitsMs[attempt]));
    }
  }
  if ((await checksumOf(part, file)) !== file.checksum.hex) {
    await rm(part, { force: true });
    throw new FetchFailed(`${file.path} is not what the hub says it is (wrong checksum); it was thrown away, run the command again`);
  }
  await rename(part, target);
}

async function getOn(hub: Hub, model: HubModel, file: HubFile, part: string, { onBytes, silenceMs }: { onBytes: (bytes: number) => void; silenceMs: number }): Promise<void> {
  const have = (await sizeOf(part)) ?? 0;
  // More than the whole is another file's rest.
  const from = have > file.bytes ? 0 : have;
  onBytes(from);
  if (from === file.bytes && from > 0) return;
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(), silenceMs);
  const { body, from: at } = await hub.open(model, file.path, from, stop.signal);
  const handle = await open(part, at === 0 ? 'w' : 'r+');
  let position = at;
  try {
    for await (const piece of body) {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), silenceMs);
      if (position + piece.length > file.bytes) throw new FetchFailed(`${file.path} is longer than the hub says`);
      await handle.write(piece, 0, piece.length, position);
      position += piece.length;
      onBytes(position);
    }
  } finally {
    clearTimeout(timer);
    await handle.close();
  }
  if (position < file.bytes) throw new Error('the connection ended early');
}

async function checksumOf(path: string, { bytes, checksum }: HubFile): Promise<string> {
  const hash: Hash = createHash(checksum.kind === 'sha256' ? 'sha256' : 'sha1');
  if (checksum.kind === 'git-blob') hash.update(`blob ${bytes}\0`);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    // A part that is not there yet; a folder that may not be read is another matter.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
