import { readFile, stat } from 'node:fs/promises';
import type { Logger } from '@dra/service';

export type SupergraphSource = {
  /** @throws Error in one sentence */
  read(): Promise<string>;
  /** Calls back with a text that differs from the last one. */
  watch(everyMs: number, changed: (supergraphSdl: string) => Promise<unknown>): () => void;
};

const fetchTimeoutMs = 10_000;
const largest = 64 * 1_048_576;

/** @param where a file, or an http(s) address */
export function createSupergraphSource(where: string, logger: Logger): SupergraphSource {
  const look = /^https?:\/\//.test(where) ? createAddressLook(where) : createFileLook(where);
  let last: string | undefined;
  return {
    read: async () => {
      last = await look();
      if (last === undefined) throw new Error(`The supergraph at ${where} is not there.`);
      return last;
    },
    watch: (everyMs, changed) => {
      let busy = false;
      let complained = false;
      const timer = setInterval(() => {
        if (busy) return;
        busy = true;
        look()
          .then(async (text) => {
            complained = false;
            if (text === undefined || text === last) return;
            last = text;
            await changed(text);
          })
          .catch((error: unknown) => {
            if (!complained) logger.warn({ reason: reasonOf(error) }, 'the supergraph cannot be looked at; the one that answers goes on');
            complained = true;
          })
          .finally(() => {
            busy = false;
          });
      }, everyMs);
      return () => clearInterval(timer);
    },
  };
}

/** Of a file or an address, and nobody's data. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/** @returns undefined where nothing can have changed */
type Look = () => Promise<string | undefined>;

function createFileLook(file: string): Look {
  let seen = '';
  return async () => {
    const { mtimeMs, size, ino } = await stat(file);
    const now = `${mtimeMs} ${size} ${ino}`;
    if (now === seen) return undefined;
    const text = await readFile(file, 'utf8');
    seen = now;
    return text;
  };
}

function createAddressLook(address: string): Look {
  let etag: string | null = null;
  return async () => {
    const response = await fetch(address, { headers: { accept: 'text/plain, */*', ...(etag ? { 'if-none-match': etag } : {}) }, signal: AbortSignal.timeout(fetchTimeoutMs) });
    if (response.status === 304) {
      await response.body?.cancel();
      return undefined;
    }
    if (!response.ok) throw new Error(`The supergraph's address answers with status ${response.status}.`);
    if (Number(response.headers.get('content-length') ?? 0) > largest) throw new Error('The supergraph is too large.');
    const text = await response.text();
    etag = response.headers.get('etag');
    return text;
  };
}
