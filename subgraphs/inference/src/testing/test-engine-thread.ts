import { parentPort } from 'node:worker_threads';
import type { NoteResult } from '@dra/events';
import type { Engine, EngineItem, EngineOutcome } from '../engines/contract.ts';
import type { NoteInput } from '../engines/extractive-note/index.ts';
import { serveEngine } from '../worker/serve-engine.ts';

/**
 * An engine for tests that does what the transcript's first segment says: `ok`, `no-speech`, `slow 500` (milliseconds,
 * with progress), `fail RETRYABLE|FINAL`, `fail-until 3` (attempts of this thread's life), `throw`, `crash`, `memory`,
 * `block` (the thread, for ever), `deaf` (never ends, does not listen to the abort), `garbage`,  `context` (says what it was
 * told of the record), `early` (tells its outcome
 * before its batch ends), `kill` (the whole process).
 */
const description = { id: 'test-engine', version: '1', tier: 'DEMO' as const, maxBatch: 4 };
let failures = 0;

async function runOne({ input, onProgress, onOutcome, signal: unwanted }: EngineItem<NoteInput>, signal: AbortSignal): Promise<EngineOutcome<NoteResult>> {
  const [what = '', argument = ''] = (input.transcript.segments[0]?.text ?? '').split(' ');
  switch (what) {
    case 'no-speech':
      return { kind: 'no-speech' };
    case 'slow':
      for (let part = 0; part < 10; part += 1) {
        onProgress(part / 10);
        await new Promise((resolve) => setTimeout(resolve, Number(argument) / 10));
        signal.throwIfAborted();
        if (unwanted?.aborted) return { kind: 'no-speech' };
      }
      return { kind: 'ok', output: noteOf(input) };
    case 'early':
      onOutcome?.({ kind: 'ok', output: noteOf(input) });
      return { kind: 'ok', output: noteOf(input) };
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => undefined);
    case 'fail':
      return { kind: 'failed', code: `TEST_${argument}`, retryable: argument === 'RETRYABLE', message: 'as it was told to' };
    case 'fail-until':
      failures += 1;
      return failures < Number(argument) ? { kind: 'failed', code: 'TEST_RETRYABLE', retryable: true, message: 'not yet' } : { kind: 'ok', output: noteOf(input) };
    case 'throw':
      throw new TypeError('what the patient said');
    case 'crash':
      process.exit(3);
    case 'memory': {
      const held: number[][] = [];
      for (;;) held.push(new Array<number>(1_000_000).fill(Math.random()));
    }
    case 'block':
      for (;;);
    case 'deaf':
      return new Promise(() => setInterval(() => undefined, 1_000));
    case 'context':
      return { kind: 'ok', output: { ...noteOf(input), warnings: [{ code: 'CONTEXT', message: JSON.stringify(input.record) }] } };
    case 'garbage':
      return { kind: 'ok', output: { sections: 'none' } as unknown as NoteResult };
    default:
      return { kind: 'ok', output: noteOf(input) };
  }
}

const noteOf = ({ transcript: { transcriptId, recordingId, version } }: NoteInput): NoteResult => ({
  engine: { id: description.id, version: description.version, tier: description.tier },
  source: { transcriptId, recordingId, version },
  template: 'soap',
  sections: [{ code: '61150-9', title: 'Subjective', statements: [{ text: 'Headache.', evidence: [], supported: false }] }],
  unmentioned: [],
  warnings: [],
});

const engine: Engine<NoteInput, NoteResult> = {
  load: async () => undefined,
  warmup: async () => undefined,
  runBatch: (items, signal) => Promise.all(items.map((item) => runOne(item, signal))),
  describe: () => description,
  close: async () => undefined,
};

if (!parentPort) throw new Error('this file runs as a worker thread');
void serveEngine(parentPort, async () => engine as unknown as Engine<never, unknown>);
