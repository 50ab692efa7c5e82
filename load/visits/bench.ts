/**
 * `npm run bench:visits -- [--visits 50] [--minutes 3] [--kill-every 30] [--factor 0.1] [--workers 4] [--batch 8] [--live] [--json] [--quick]`:
 * visits that end at the same moment, recorded in real time through the whole product, while one worker of each pool is
 * killed (SIGKILL) every so many seconds. Transcription is simulated (`--factor` seconds of work for a second of sound,
 * `--batch` recordings side by side on each of `--workers` devices); all else is the product: gateway, subgraphs, stores,
 * JetStream, worker processes, the default engines for notes and prescriptions. With `--live` each visit is heard while it
 * is recorded, in chunks of 5 s.
 *
 * The bars: every job ends, nothing is lost or doubled, no visit waits longer for its drafts than it lasted. Exit 0 when
 * they hold, else 1.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { devToken } from '@dra/dev';
import { startSupergraph } from '../../tools/dev/servers/test-supergraph.ts';
import { drafts, askerAt, openVisit, record } from './device.ts';
import type { Visit } from './device.ts';
import { startFleet } from './fleet.ts';
import { reportOf } from './report.ts';
import { wav } from './sound.ts';

const { values } = parseArgs({
  options: {
    visits: { type: 'string' }, minutes: { type: 'string' }, 'kill-every': { type: 'string' }, factor: { type: 'string' }, workers: { type: 'string' }, batch: { type: 'string', default: '8' },
    live: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
  },
});
const say = (line: string) => void process.stderr.write(`${line}\n`);

function numberOf(name: string, value: string | undefined, usual: number): number {
  const number = value === undefined ? usual : Number(value);
  if (!Number.isFinite(number) || number < 0) throw new Error(`--${name} takes a number`);
  return number;
}

async function main(): Promise<void> {
  const visits = Math.max(1, Math.round(numberOf('visits', values.visits, values.quick ? 6 : 50)));
  const minutes = numberOf('minutes', values.minutes, values.quick ? 0.25 : 3);
  const killEvery = numberOf('kill-every', values['kill-every'], values.quick ? 7 : 30);
  const options = { counts: { transcription: Math.max(1, numberOf('workers', values.workers, values.quick ? 2 : 4)), note: 1, prescription: 1 }, factor: numberOf('factor', values.factor, 0.1), batch: Math.max(1, numberOf('batch', values.batch, 8)) };
  const lengthMs = Math.round(minutes * 60_000);

  const folder = mkdtempSync(join(tmpdir(), 'dra-bench-'));
  say('starting the product');
  const product = await startSupergraph(join(folder, 'data'), { DRA_WITHOUT: 'worker-transcription,worker-note,worker-prescription' });
  try {
    const fleet = await startFleet(product.dataDir, join(folder, 'fleet'), options);
    try {
      const ask = askerAt(product.url, await devToken(product.dataDir, { userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'], ttlSeconds: 7_200 }));
      say(`opening ${visits} visits`);
      const encounters: string[] = [];
      for (let index = 0; index < visits; index += 1) encounters.push(await openVisit(ask));
      const sound = wav(lengthMs);
      const chunks = Math.max(2, Math.round(lengthMs / (values.live ? 5_000 : 10_000)));
      say(`recording ${visits} visits of ${minutes} minutes, killing workers every ${killEvery} s`);
      const killing = killEvery > 0 ? setInterval(() => fleet.killOneOfEach(), killEvery * 1_000) : undefined;
      const began = Date.now();
      const giveUpAt = began + 5 * lengthMs + 120_000;
      const results: Visit[] = await Promise.all(
        encounters.map(async (encounterId) => {
          const endedAt = await record(ask, encounterId, sound, lengthMs, chunks, values.live);
          return drafts(ask, encounterId, { lengthMs, endedAt }, giveUpAt);
        }),
      );
      clearInterval(killing);
      const report = reportOf(results, { visits, minutes, live: values.live, killEvery, ...options, kills: fleet.kills(), seconds: (Date.now() - began) / 1_000 });
      if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      else {
        console.table(report.stages);
        process.stdout.write(`${report.summary}\n`);
      }
      if (!report.holds) process.exitCode = 1;
    } finally {
      await fleet.stop();
    }
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
