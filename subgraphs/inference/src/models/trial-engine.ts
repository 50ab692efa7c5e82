import { createHash } from 'node:crypto';
import type { TranscriptionResult } from '@dra/events';
import type { Engine, EngineItem, EngineOutcome, TranscriptionInput } from '../engines/contract.ts';
import { wordDistance, wordsOfText } from './compare-words.ts';

type Transcriber = Engine<TranscriptionInput, TranscriptionResult>;

/** What a shadow run found: numbers only, since words are a patient's. */
export type Comparison = { current: string; candidate: string; currentOutcome: string; candidateOutcome: string; words: number; differing: number };

export type TrialOptions = {
  current: Transcriber;
  canary: { engine: Transcriber; percent: number } | null;
  shadow: Transcriber | null;
  onCompared: (comparison: Comparison) => void;
  /** A shadow that fails is told and forgotten. */
  onShadowFailed: (name: string) => void;
};

/**
 * A new model beside the one that counts. As a canary it reads a share of the recordings, and its words count for them;
 * as a shadow it reads all of them after the current one has, and only the comparison leaves this function.
 */
export function createTrialEngine({ current, canary, shadow, onCompared, onShadowFailed }: TrialOptions): Transcriber {
  const all = [current, ...(canary ? [canary.engine] : []), ...(shadow ? [shadow] : [])];
  return {
    load: async () => {
      for (const engine of all) await engine.load();
    },
    warmup: async () => {
      for (const engine of all) await engine.warmup();
    },
    async runBatch(items, signal) {
      const forCanary = items.map((item) => canary !== null && inCanary(item.input.partOf ?? item.input.audio, canary.percent));
      const outcomes: EngineOutcome<TranscriptionResult>[] = [];
      for (const [engine, mine] of [[current, false], [canary?.engine, true]] as const) {
        const places = items.flatMap((_, at) => (forCanary[at] === mine ? [at] : []));
        if (!engine || places.length === 0) continue;
        const some = await engine.runBatch(places.map((at) => items[at]!), signal);
        some.forEach((outcome, index) => (outcomes[places[index]!] = outcome));
      }
      if (shadow) await runShadow(shadow, items, outcomes, signal);
      return outcomes;
    },
    describe: () => current.describe(),
    close: async () => {
      for (const engine of all) await engine.close();
    },
  };

  async function runShadow(engine: Transcriber, items: readonly EngineItem<TranscriptionInput>[], outcomes: readonly EngineOutcome<TranscriptionResult>[], signal: AbortSignal): Promise<void> {
    try {
      const others = await engine.runBatch(items.map(({ input }) => ({ input, onProgress: () => undefined })), signal);
      others.forEach((other, at) => onCompared(compare(current, engine, outcomes[at]!, other)));
    } catch (error) {
      signal.throwIfAborted();
      onShadowFailed(error instanceof Error ? error.name : typeof error);
    }
  }
}

/** By the sound's own hash, or its recording's name where it is heard in parts: a recording that is read again goes the same way. */
export function inCanary(audio: Uint8Array | string, percent: number): boolean {
  const place = createHash('sha256').update(audio).digest().readUInt32BE(0) / 2 ** 32;
  return place * 100 < percent;
}

function compare(current: Transcriber, candidate: Transcriber, ours: EngineOutcome<TranscriptionResult>, theirs: EngineOutcome<TranscriptionResult>): Comparison {
  const words = (outcome: EngineOutcome<TranscriptionResult>) => (outcome.kind === 'ok' ? wordsOfText(outcome.output.segments.map(({ text }) => text).join(' ')) : []);
  const [reference, other] = [words(ours), words(theirs)];
  return {
    current: current.describe().version,
    candidate: candidate.describe().version,
    currentOutcome: ours.kind,
    candidateOutcome: theirs.kind,
    words: reference.length,
    differing: wordDistance(reference, other).errors,
  };
}
