import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadOrder, LoadResult } from './generate-load.ts';
import type { Gateway } from './peers.ts';
import { startProgram, usageOf } from './processes.ts';

/** After so many requests. `heapMb` is the least that was seen since the sample before: what a collection leaves, not what waits for one. */
export type SoakSample = { requests: number; seconds: number; rssMb: number; heapMb: number; externalMb: number; handles: number };

export type SoakReport = {
  requests: number;
  failures: number;
  seconds: number;
  samples: SoakSample[];
  /** Median of the last third of the steady samples over that of the first, less one; of handles the difference. */
  growth: { rss: number; heap: number; handles: number };
  flat: boolean;
};

/** The first quarter of the samples is warming up. */
const settled = 0.25;
const samples = 24;
const longestPieceSeconds = 15;
/** Of heavy and small by turns, on one core of an ordinary machine: only to cut a run into pieces. */
const expectedRps = 2_000;
const lookMs = 500;
/** What may come of measuring. A leak of one object a request is beyond it at a million requests. */
const bounds = { rss: 0.1, heap: 0.2, handles: 3 } as const;

/**
 * Asks heavy and small by turns until so many requests are answered, and looks at memory and open handles in between.
 * @param metricsUrl where the gateway tells of its heap
 */
export async function soak(gateway: Gateway, metricsUrl: string, orders: readonly LoadOrder[], requests: number, core: number, say: (line: string) => void): Promise<SoakReport> {
  const seen: SoakSample[] = [];
  const ask = (order: LoadOrder) => startProgram(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'generate-load.ts'), JSON.stringify(order)], { core });
  // Everybody has called once before anything is compared: what is remembered of callers is no leak.
  for (const order of orders) {
    const load = ask({ ...order, warmSeconds: 1, seconds: 1 });
    await load.next();
    await load.next();
    await load.stop();
  }
  const piece = Math.min(longestPieceSeconds, Math.max(1, requests / expectedRps / samples));
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1_000;
  let done = 0;
  let failures = 0;
  for (let turn = 0; done < requests; turn += 1) {
    const order = { ...(orders[turn % orders.length] as LoadOrder), warmSeconds: 0, seconds: piece, knowsCallers: false };
    const load = ask(order);
    await load.next();
    const memory = watchMemory(metricsUrl);
    const result = JSON.parse(await load.next()) as LoadResult;
    done += result.requests;
    failures += result.failures;
    await load.stop();
    seen.push({ requests: done, seconds: elapsed(), rssMb: usageOf(gateway.program.pid)?.rssMb ?? Number.NaN, ...(await memory.stop()), handles: handlesOf(gateway.program.pid) });
    const { rssMb, heapMb, handles } = seen.at(-1) as SoakSample;
    say(`${done} requests, ${Math.round(rssMb)} MB resident, heap ${Math.round(heapMb)} MB, ${handles} handles; about ${Math.round((elapsed() / done) * Math.max(0, requests - done))} s to go`);
  }
  const growth = growthOf(seen);
  const flat = growth.rss <= bounds.rss && growth.heap <= bounds.heap && growth.handles <= bounds.handles;
  return { requests: done, failures, seconds: elapsed(), samples: seen, growth, flat };
}

export function growthOf(seen: readonly SoakSample[]): SoakReport['growth'] {
  const steady = seen.slice(Math.floor(seen.length * settled));
  const third = Math.max(1, Math.floor(steady.length / 3));
  const middle = (list: readonly SoakSample[], key: 'rssMb' | 'heapMb' | 'handles') => list.map((one) => one[key]).sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
  const of = (key: 'rssMb' | 'heapMb' | 'handles') => [middle(steady.slice(0, third), key), middle(steady.slice(-third), key)] as const;
  const part = ([first, last]: readonly [number, number]) => last / first - 1;
  const [before, after] = of('handles');
  return { rss: part(of('rssMb')), heap: part(of('heapMb')), handles: after - before };
}

/** Looks again and again while load goes on. */
function watchMemory(url: string): { stop(): Promise<{ heapMb: number; externalMb: number }> } {
  let heapMb = Number.POSITIVE_INFINITY;
  let externalMb = Number.POSITIVE_INFINITY;
  const look = async () => {
    const text = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then((reply) => reply.text());
    const figure = (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]) / 1_048_576;
    heapMb = Math.min(heapMb, figure('nodejs_heap_size_used_bytes'));
    externalMb = Math.min(externalMb, figure('nodejs_external_memory_bytes'));
  };
  let last = look();
  const timer = setInterval(() => (last = last.then(look)), lookMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await last.then(look);
      return { heapMb, externalMb };
    },
  };
}

function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}
