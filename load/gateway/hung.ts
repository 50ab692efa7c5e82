import { join } from 'node:path';
import type { LoadOrder, LoadResult } from './generate-load.ts';
import { startProgram } from './processes.ts';
import type { Program } from './processes.ts';

export type HungReport = { before: LoadResult; during: LoadResult; p50Change: number; p99Change: number };

const measuredSeconds = 10;
const background = { connections: 10, warmSeconds: 0, seconds: 600 } as const;

/**
 * How long others wait while one service takes requests and answers none. Before and during, queries that need the service
 * come along with those that do not; those that do not are measured.
 */
export async function hung(services: Program, name: string, orders: { needs: LoadOrder; free: LoadOrder }, core: number): Promise<HungReport> {
  const start = (order: LoadOrder) => startProgram(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'generate-load.ts'), JSON.stringify(order)], { core });
  const tell = async (line: string) => {
    services.child.stdin?.write(`${line}\n`);
    await services.next();
  };
  const measured = async () => {
    const load = start({ ...orders.free, warmSeconds: 3, seconds: measuredSeconds });
    await load.next();
    return JSON.parse(await load.next()) as LoadResult;
  };
  const noise = start({ ...orders.needs, ...background });
  try {
    await noise.next();
    const before = await measured();
    await tell(`hang ${name}`);
    const during = await measured();
    await tell(`wake ${name}`);
    return { before, during, p50Change: during.p50Ms / before.p50Ms - 1, p99Change: during.p99Ms / before.p99Ms - 1 };
  } finally {
    await noise.stop();
  }
}
