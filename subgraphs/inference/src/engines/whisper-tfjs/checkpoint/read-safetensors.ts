import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { CheckpointError } from './checkpoint-error.ts';
import { floatsFromBytes } from './floats-from-bytes.ts';

export type StoredTensor = { shape: number[]; data: Float32Array };

/** The tensors of a checkpoint, one or several files. Each `read` brings one tensor into memory, as 32-bit floats. */
export type TensorStore = {
  names: readonly string[];
  shapeOf(name: string): readonly number[] | undefined;
  /** @throws CheckpointError when it is not there or cannot be read */
  read(name: string): StoredTensor;
  close(): void;
};

type Entry = { file: string; fd: number; dtype: string; shape: number[]; start: number; end: number };

const bytesOf: Record<string, number> = { F32: 4, F16: 2, BF16: 2 };
const largestHeader = 64 * 1024 * 1024;
const headerSchema = z.record(z.string(), z.object({ dtype: z.string(), shape: z.array(z.number().int().nonnegative()), data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]) }));
const indexSchema = z.object({ weight_map: z.record(z.string(), z.string().regex(/^[\w.-]+\.safetensors$/)) });

/**
 * Opens `model.safetensors`, or the files that `model.safetensors.index.json` names.
 * @throws CheckpointError for a file that is missing, cut short, or whose header lies about its content
 */
export function openTensors(folder: string): TensorStore {
  const entries = new Map<string, Entry>();
  const open: number[] = [];
  const close = () => open.splice(0).forEach((fd) => closeSync(fd));
  try {
    for (const file of filesOf(folder)) {
      const fd = openSync(join(folder, file), 'r');
      open.push(fd);
      for (const [name, entry] of readHeader(fd, file, statSync(join(folder, file)).size)) entries.set(name, entry);
    }
  } catch (error) {
    close();
    if (error instanceof CheckpointError) throw error;
    throw new CheckpointError(`the weights in ${basename(folder)} cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  return {
    names: [...entries.keys()],
    shapeOf: (name) => entries.get(name)?.shape,
    read: (name) => readTensor(name, entries.get(name)),
    close,
  };
}

function filesOf(folder: string): string[] {
  const index = join(folder, 'model.safetensors.index.json');
  if (!existsSync(index)) {
    if (!existsSync(join(folder, 'model.safetensors'))) throw new CheckpointError(`there is no model.safetensors in ${basename(folder)}`);
    return ['model.safetensors'];
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(index, 'utf8'));
  } catch {
    throw new CheckpointError('model.safetensors.index.json is not JSON');
  }
  const map = indexSchema.safeParse(parsed);
  if (!map.success) throw new CheckpointError('model.safetensors.index.json does not say which file holds which tensor');
  const files = [...new Set(Object.values(map.data.weight_map))];
  const missing = files.filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) throw new CheckpointError(`${missing.length} of ${files.length} weight files are missing, e.g. ${missing[0]}`);
  return files;
}

function readHeader(fd: number, file: string, size: number): [string, Entry][] {
  const lead = Buffer.alloc(8);
  if (size < 8 || readSync(fd, lead, 0, 8, 0) < 8) throw new CheckpointError(`${file} is too short to be a safetensors file`);
  const length = Number(lead.readBigUInt64LE(0));
  if (length > largestHeader || 8 + length > size) throw new CheckpointError(`${file} is cut short or no safetensors file`);
  const bytes = Buffer.alloc(length);
  readSync(fd, bytes, 0, length, 8);
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  } catch {
    throw new CheckpointError(`the header of ${file} is not JSON`);
  }
  const { __metadata__: _, ...tensors } = json;
  const header = headerSchema.safeParse(tensors);
  if (!header.success) throw new CheckpointError(`the header of ${file} does not describe tensors`);
  return Object.entries(header.data).map(([name, { dtype, shape, data_offsets: [from, to] }]) => {
    const [start, end] = [8 + length + from, 8 + length + to];
    if (end > size) throw new CheckpointError(`${file} is cut short: it has ${size} bytes and tensor ${name} ends at ${end}`);
    const width = bytesOf[dtype];
    // Other types (indices, masks) may stand in a file as long as nobody asks for them.
    if (width && shape.reduce((product, one) => product * one, width) !== end - start) throw new CheckpointError(`${file}: tensor ${name} has not as many bytes as its shape says`);
    return [name, { file, fd, dtype, shape, start, end }];
  });
}

function readTensor(name: string, entry: Entry | undefined): StoredTensor {
  if (!entry) throw new CheckpointError(`the checkpoint has no tensor ${name}`);
  if (!bytesOf[entry.dtype]) throw new CheckpointError(`${entry.file}: tensor ${name} is of type ${entry.dtype}, and F32, F16 and BF16 are read`);
  const bytes = new Uint8Array(entry.end - entry.start);
  // One read gives 2 GB at most.
  for (let at = 0; at < bytes.length; ) {
    const got = readSync(entry.fd, bytes, at, Math.min(bytes.length - at, 1 << 30), entry.start + at);
    if (got === 0) throw new CheckpointError(`${entry.file} became shorter while it was read`);
    at += got;
  }
  return { shape: entry.shape, data: floatsFromBytes(bytes, entry.dtype as 'F32' | 'F16' | 'BF16') };
}
