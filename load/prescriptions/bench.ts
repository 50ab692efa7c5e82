/**
 * `npm run bench:prescriptions [-- --quick] [--json]`: how many visits of 15 minutes the prescription engine reads in a minute
 * of one core, and how many lines a second go through `npm run -s sig` and `npm run -s orders`, from the start of the process to
 * its end. The engine is measured in processor time, so that a neighbour on the machine changes little; the commands in time of
 * the wall. The peer in the same run cuts the same text into words and writes them as JSON: what a ratio to it says does not
 * depend on the machine. Exit 0, or 1 when a bar is missed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSig } from '@dra/sig';
import { extractOrders } from '../../subgraphs/inference/src/engines/orders/index.ts';
import { readLines } from '../../subgraphs/inference/src/engines/orders/read-lines.ts';
import { directions, visitLines } from './dialogues.ts';

type Row = { what: string; unit: string; value: number; bar: number; peer: number; ratio: number };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
const say = (line: string) => void process.stderr.write(`${line}\n`);
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Seconds of processor time that the work took. */
const cpu = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
};
const wordsOf = (text: string): string => JSON.stringify(text.toLowerCase().split(/[^\p{L}\p{N}]+/u));

const root = join(import.meta.dirname, '..', '..');

/** Lines a second through a command, with the time that it takes to start. */
async function through(command: 'sig' | 'orders', lines: readonly string[]): Promise<number> {
  const began = performance.now();
  const child = spawn('npm', ['run', '-s', command], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.resume();
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`npm run ${command} ended with ${code}`);
  return lines.length / ((performance.now() - began) / 1000);
}

async function main(): Promise<void> {
  const visits = Array.from({ length: values.quick ? 60 : 400 }, (_, seed) => readLines(visitLines(seed)));
  const sigs = directions(7, values.quick ? 3_000 : 20_000);
  let orders = 0;
  for (const visit of visits.slice(0, 20)) extractOrders(visit);
  for (const line of sigs.slice(0, 500)) parseSig(line);

  say(`${visits.length} visits of 15 minutes through the engine`);
  const engine = cpu(() => visits.forEach((visit) => (orders += extractOrders(visit).length)));
  const peerEngine = cpu(() => visits.forEach(({ segments }) => segments.forEach(({ text }) => wordsOf(text))));
  say(`${sigs.length} directions through the grammar`);
  const grammar = cpu(() => sigs.forEach((line) => JSON.stringify(parseSig(line))));
  const peerGrammar = cpu(() => sigs.forEach(wordsOf));
  say('the same through the commands');
  const sigLines = await through('sig', sigs);
  const orderLines = await through('orders', visits.flatMap((_, seed) => visitLines(seed)));

  const rows: Row[] = [
    { what: 'engine: visits of 15 minutes, one core', unit: '/min', value: Math.round((visits.length / engine) * 60), bar: 5_000, peer: Math.round((visits.length / peerEngine) * 60), ratio: round(peerEngine / engine) },
    { what: 'engine: orders heard, one core', unit: '/min', value: Math.round((orders / engine) * 60), bar: 5_000, peer: Math.round((orders / peerEngine) * 60), ratio: round(peerEngine / engine) },
    { what: 'grammar: directions, one core', unit: '/s', value: Math.round(sigs.length / grammar), bar: 1_000, peer: Math.round(sigs.length / peerGrammar), ratio: round(peerGrammar / grammar) },
    { what: 'npm run sig', unit: 'lines/s', value: Math.round(sigLines), bar: 1_000, peer: Math.round(sigs.length / peerGrammar), ratio: round(sigLines / (sigs.length / peerGrammar)) },
    { what: 'npm run orders', unit: 'lines/s', value: Math.round(orderLines), bar: 1_000, peer: Math.round((visits.length * 100) / peerEngine), ratio: round(orderLines / ((visits.length * 100) / peerEngine)) },
  ];
  const report = { rows, machine: { load: loadavg().map(round), node: process.version }, quick: values.quick };
  if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else for (const row of rows) process.stdout.write(`${row.what.padEnd(42)} ${String(row.value).padStart(9)} ${row.unit.padEnd(8)} bar ${row.bar}  peer ${row.peer}  ratio ${row.ratio}\n`);
  if (rows.some((row) => row.value < row.bar)) process.exitCode = 1;
}

await main();
