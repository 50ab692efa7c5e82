/**
 * `npm run bench:notes [-- --quick] [--json]`: notes a minute on one core, of 15-minute visits, by the engine that a visit
 * gets. The peer in the same run, turn by turn, is a plain extractive summary (frequency-summary.ts). One thread of one
 * process does all; times are of the processor (user and system), so that a busy machine does not count.
 */
import { parseArgs } from 'node:util';
import { readDialogue } from '../../subgraphs/inference/src/engines/extractive-note/corpora/read-dialogue.ts';
import { createExtractiveNoteEngine } from '../../subgraphs/inference/src/engines/extractive-note/index.ts';
import { frequencySummary } from './frequency-summary.ts';
import { visitOf } from './visits.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
const visits = values.quick ? 40 : 300;
const minutes = 15;
const nobody = '00000000-0000-7000-8000-000000000000';
const engine = createExtractiveNoteEngine();

async function draft(dialogue: string, template: string): Promise<number> {
  const transcript = {
    transcriptId: nobody, recordingId: null, encounterId: nobody, patientId: nobody, version: 1, timing: 'NONE' as const,
    engine: { id: 'bench', version: '1', tier: 'HUMAN' as const }, language: 'en', segments: readDialogue(dialogue).segments,
  };
  const [outcome] = await engine.runBatch([{ input: { transcript, template }, onProgress: () => undefined }], new AbortController().signal);
  if (outcome?.kind !== 'ok') throw new Error(`no note but ${outcome?.kind ?? 'nothing'}`);
  return outcome.output.sections.reduce((sum, { statements }) => sum + statements.length, 0);
}

async function timed(work: () => Promise<unknown> | unknown): Promise<{ cpu: number; wall: number }> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1000, wall: performance.now() - began };
}

async function main(): Promise<void> {
  await engine.load();
  await engine.warmup();
  for (let warm = 0; warm < 10; warm += 1) await draft(visitOf(minutes, 10_000 + warm), 'soap');
  const sums = { soap: { cpu: 0, wall: 0 }, 'aci-bench': { cpu: 0, wall: 0 }, peer: { cpu: 0, wall: 0 } };
  let statements = 0;
  const add = (key: keyof typeof sums, one: { cpu: number; wall: number }) => {
    sums[key].cpu += one.cpu;
    sums[key].wall += one.wall;
  };
  for (let seed = 0; seed < visits; seed += 1) {
    const dialogue = visitOf(minutes, seed);
    add('soap', await timed(async () => (statements += await draft(dialogue, 'soap'))));
    add('aci-bench', await timed(() => draft(dialogue, 'aci-bench')));
    add('peer', await timed(() => frequencySummary(dialogue)));
  }
  const perMinute = (milliseconds: number) => Math.round((visits * 60_000) / milliseconds);
  const result = {
    visits, minutes, statementsANote: Math.round(statements / visits),
    notesAMinute: perMinute(sums.soap.cpu), notesAMinuteAciBench: perMinute(sums['aci-bench'].cpu), notesAMinuteByTheClock: perMinute(sums.soap.wall),
    millisecondsANote: Math.round((10 * sums.soap.cpu) / visits) / 10,
    peerAMinute: perMinute(sums.peer.cpu), ratioToPeer: Math.round((1000 * sums.peer.cpu) / sums.soap.cpu) / 1000, bar: 1000,
  };
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    process.stdout.write(
      [
        `${visits} visits of ${minutes} minutes, one core, ${result.statementsANote} statements a note`,
        `drafter, template soap       ${result.notesAMinute} notes a minute of processor (${result.millisecondsANote} ms each; by the clock ${result.notesAMinuteByTheClock}); bar ${result.bar}`,
        `drafter, template aci-bench  ${result.notesAMinuteAciBench} notes a minute`,
        `peer, frequency summary      ${result.peerAMinute} a minute; drafter at ${result.ratioToPeer} of it`,
        '',
      ].join('\n'),
    );
  }
}

await main();
