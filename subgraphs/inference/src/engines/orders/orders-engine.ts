import type { PrescriptionResult, TranscriptDocument } from '@dra/events';
import type { Engine, EngineItem, EngineOutcome } from '../contract.ts';
import { extractOrders } from './extract-orders.ts';
import { dialogue } from './dialogue.ts';

/** Bump when the grammar reads anything otherwise: results are idempotent by (job, input, engine version). */
const version = '4.0.0';
const id = 'order-grammar';

/** A transcript that would hold the worker for minutes is not a visit. */
const longestTranscript = 4 * 1024 * 1024;

/** The prescription engine: a grammar, no model. Deterministic; milliseconds a visit; needs nothing but its code. */
export const createOrdersEngine = (): Engine<TranscriptDocument, PrescriptionResult> => ({
  load: async () => {},
  warmup: async () => {
    extractOrders(dialogue('Start lisinopril ten milligrams by mouth daily.'));
  },
  runBatch: async (items, signal) => {
    const outcomes: EngineOutcome<PrescriptionResult>[] = [];
    for (const item of items) {
      signal.throwIfAborted();
      outcomes.push(run(item));
      // Lets an abort in between two items be heard.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return outcomes;
  },
  describe: () => ({ id, version, tier: 'STANDARD', maxBatch: 16 }),
  close: async () => {},
});

const run = ({ input, onProgress }: EngineItem<TranscriptDocument>): EngineOutcome<PrescriptionResult> => {
  const size = input.segments.reduce((sum, segment) => sum + segment.text.length, 0);
  if (size > longestTranscript) return { kind: 'failed', code: 'TRANSCRIPT_TOO_LARGE', retryable: false, message: `transcript of ${size} characters` };
  if (input.segments.every((segment) => segment.text.trim() === '')) return { kind: 'no-speech' };
  onProgress(0);
  const orders = extractOrders(input);
  onProgress(1);
  return { kind: 'ok', output: { engine: { id, version, tier: 'STANDARD' }, orders } };
};
