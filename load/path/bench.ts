/**
 * `npm run bench:path [-- --quick] [--json]`: what the queues add to a job, and how long a 15-minute visit waits for its
 * drafts. Starts the product on ports of its own; the peer in the same run is the same engine called directly, with
 * neither queue nor stores. What the queues add is the time of a job less what worker, owner and inference say that they
 * worked on it: outbox, relay, JetStream and pulling. Exit 0, or 1 when a visit did not end well.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { devToken } from '@dra/dev';
import { startSupergraph } from '../../tools/dev/servers/test-supergraph.ts';
import { clinicAt } from './clinic.ts';
import type { JobTimes } from './clinic.ts';
import { directly } from './directly.ts';
import { median, percentile } from './percentiles.ts';
import { meansBetween, readStages } from './stages.ts';
import { visitOf } from './visits.ts';

type Row = { what: string; jobs: number; direct_p50_ms: number; whole_p50_ms: number; whole_p99_ms: number; ratio: number; worker_ms: number; owner_ms: number; end_ms: number; queues_ms: number };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
const say = (line: string) => void process.stderr.write(`${line}\n`);
const lasted = (job: JobTimes) => Date.parse(job.finishedAt ?? '') - Date.parse(job.queuedAt);
const waited = (job: JobTimes) => Date.parse(job.startedAt ?? '') - Date.parse(job.queuedAt);

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dra-bench-'));
  say('starting the product');
  const product = await startSupergraph(join(folder, 'data'));
  try {
    const token = await devToken(product.dataDir, { userId: 'dr.osei', tenant: 'demo', roles: ['PRESCRIBER'], ttlSeconds: 3_600 });
    const clinic = clinicAt(product.url, token);
    const patientId = await clinic.patient();
    for (let warm = 0; warm < 3; warm += 1) await clinic.visit(patientId, visitOf(1, warm));

    const rows: Row[] = [];
    const waits: number[] = [];
    for (const [minutes, visits] of [[1, values.quick ? 10 : 60], [15, values.quick ? 3 : 20]] as const) {
      say(`${visits} visits of ${minutes} minutes, one after another`);
      const jobs: JobTimes[] = [];
      const before = { NOTE: await readStages(product.dataDir, 'NOTE'), PRESCRIPTION: await readStages(product.dataDir, 'PRESCRIPTION') };
      for (let index = 0; index < visits; index += 1) jobs.push(...(await clinic.visit(patientId, visitOf(minutes, index))));
      if (jobs.some((job) => job.status !== 'SUCCEEDED')) throw new Error('a job did not succeed');
      for (const kind of ['NOTE', 'PRESCRIPTION'] as const) {
        const figures = jobs.filter((job) => job.kind === kind).map(lasted);
        const direct = median(await directly(kind, visitOf(minutes), values.quick ? 5 : 15));
        const mean = figures.reduce((sum, one) => sum + one, 0) / figures.length;
        const stages = meansBetween(before[kind], await readStages(product.dataDir, kind));
        const [worker = 0, owner = 0, end = 0] = [stages['worker'], stages['owner'], stages['end']];
        const p50 = median(figures);
        rows.push({
          what: `${kind.toLowerCase()}, ${minutes} min`, jobs: figures.length, direct_p50_ms: round(direct), whole_p50_ms: p50, whole_p99_ms: percentile(figures, 0.99), ratio: round(p50 / direct),
          worker_ms: round(worker), owner_ms: round(owner), end_ms: round(end), queues_ms: round(mean - worker - owner - end),
        });
      }
      waits.push(...jobs.map(waited));
    }
    const together = values.quick ? 8 : 40;
    say(`${together} visits of 15 minutes at once`);
    const began = Date.now();
    const ended = await Promise.all(Array.from({ length: together }, (_, index) => clinic.visit(patientId, visitOf(15, index))));
    const seconds = (Date.now() - began) / 1000;
    const report = {
      rows,
      wait_before_start_p50_ms: median(waits),
      wait_before_start_p99_ms: percentile(waits, 0.99),
      at_once: { visits: together, seconds: round(seconds), drafts_per_minute: Math.round((ended.flat().length / seconds) * 60) },
    };
    if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else {
      console.table(rows);
      process.stdout.write(`wait before the start of a job: p50 ${report.wait_before_start_p50_ms} ms, p99 ${report.wait_before_start_p99_ms} ms\n`);
      process.stdout.write(`${together} visits at once: ${report.at_once.seconds} s, ${report.at_once.drafts_per_minute} drafts a minute\n`);
    }
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const round = (figure: number) => Math.round(figure * 10) / 10;

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
