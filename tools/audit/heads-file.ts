import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { ChainHead } from '@dra/service';
import { z } from 'zod';
import { Failure } from '../dev/servers/failure.ts';
import { storeNames } from './stores.ts';
import type { StoreName } from './stores.ts';

export type StoredHead = ChainHead & { store: StoreName };

const headLine = z.strictObject({ store: z.enum(storeNames), tenant: z.string(), chain: z.string(), seq: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) });
const lastLine = z.strictObject({ heads: z.int().nonnegative(), sha256: z.string() });

/** One line a chain, and a last one that says how many there are and their hash: a file that was cut is none. */
export function writeHeads(file: string): { write(head: StoredHead): Promise<void>; finish(): Promise<void>; abandon(): void } {
  const unfinished = `${file}.unfinished`;
  const out = createWriteStream(unfinished, { mode: 0o600 });
  const failed = once(out, 'error').then(([error]) => Promise.reject(new Failure(`${file} cannot be written: ${(error as Error).message}`)));
  failed.catch(() => undefined); // heard where it is raced below
  const hash = createHash('sha256');
  let heads = 0;
  const put = async (line: string) => {
    if (!out.write(line)) await Promise.race([once(out, 'drain'), failed]);
  };
  return {
    async write({ store, tenant, chain, seq, hash: end }) {
      const line = `${JSON.stringify({ store, tenant, chain, seq, hash: end })}\n`;
      hash.update(line);
      heads += 1;
      await put(line);
    },
    async finish() {
      await put(`${JSON.stringify({ heads, sha256: hash.digest('hex') })}\n`);
      out.end();
      await Promise.race([finished(out), failed]);
      renameSync(unfinished, file);
    },
    abandon() {
      out.destroy();
      rmSync(unfinished, { force: true });
    },
  };
}

/** @throws Failure when it is not a whole file of heads; then what came of it before must not count as looked at */
export async function* readHeads(file: string): AsyncGenerator<StoredHead> {
  const hash = createHash('sha256');
  let heads = 0;
  let held: string | undefined;
  const broken = (why: string) => new Failure(`${file} is no file of heads, or not whole: ${why}`);
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (held !== undefined) {
        const head = headLine.parse(JSON.parse(held));
        hash.update(`${held}\n`);
        heads += 1;
        yield head;
      }
      held = line;
    }
    const last = lastLine.parse(JSON.parse(held ?? 'null'));
    if (last.heads !== heads || last.sha256 !== hash.digest('hex')) throw broken('its lines are not those of its last one');
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw broken(error instanceof z.ZodError || error instanceof SyntaxError ? `line ${heads + 1} cannot be read` : (error as Error).message);
  }
}
