import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadOrder, LoadResult } from './generate-load.ts';
import type { Gateway } from './peers.ts';
import { startProgram, usageOf } from './processes.ts';

export type SoakReport = { requests: number; failures: number; samples: { requests: number; rssMb: number; handles: number }[]; memoryGrowth: number; handleGrowth: number };

/** A quarter of the first samples is warming up: the rest is compared, first third against last third. */
const settled = 0.25;
const secondsAPiece = 15;

/**
 * Asks heavy and small by turns until so many requests are answered, and looks at memory and open handles in between.
 * `memoryGrowth` is the median of the last third over that of the first, less one.
 */
export async function soak(gateway: Gateway, orders: readonly LoadOrder[], requests: number, core: number, say: (line: string) => void): Promise<SoakReport> {
  const samples: SoakReport['samples'] = [];
  let done = 0;
  let failures = 0;
  for (let turn = 0; done < requests; turn += 1) {
    const order = { ...(orders[turn % orders.length] as LoadOrder), warmSeconds: 0, seconds: secondsAPiece };
    const load = startProgram(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'generate-load.ts'), JSON.stringify(order)], { core });
    await load.next();
    const result = JSON.parse(await load.next()) as LoadResult;
    done += result.requests;
    failures += result.failures;
    await load.stop();
    const sample = { requests: done, rssMb: usageOf(gateway.program.pid)?.rssMb ?? Number.NaN, handles: handlesOf(gateway.program.pid) };
    samples.push(sample);
    say(`${done} requests, ${Math.round(sample.rssMb)} MB, ${sample.handles} handles`);
  }
  const steady = samples.slice(Math.floor(samples.length * settled));
  const third = Math.max(1, Math.floor(steady.length / 3));
  const middle = (list: typeof samples, key: 'rssMb' | 'handles') => list.map((one) => one[key]).sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
  const first = steady.slice(0, third);
  const last = steady.slice(-third);
  return { requests: done, failures, samples, memoryGrowth: middle(last, 'rssMb') / middle(first, 'rssMb') - 1, handleGrowth: middle(last, 'handles') - middle(first, 'handles') };
}

function handlesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}
