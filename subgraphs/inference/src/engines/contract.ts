import type { EngineDescription } from '@dra/events';

/**
 * What every engine is to a worker: loaded once, warmed, then given batches until the process ends.
 * An engine knows nothing of NATS, jobs or tenants; it gets inputs and a signal, and gives outcomes.
 */
export type Engine<In, Out> = {
  /**
   * Brings models and child processes up.
   * @throws EngineUnavailable when this machine cannot run the engine (with the way out).
   */
  load(): Promise<void>;
  /** One run on made-up input, so that the first patient does not wait for compilation. */
  warmup(): Promise<void>;
  /**
   * One outcome an item, in order. Must stop soon after the signal aborts, and then rejects with its reason.
   * A fault of one item is that item's outcome; only a fault of the engine itself rejects.
   */
  runBatch(items: readonly EngineItem<In, Out>[], signal: AbortSignal): Promise<EngineOutcome<Out>[]>;
  describe(): EngineTraits;
  /** Ends child processes and frees memory. */
  close(): Promise<void>;
};

export type EngineTraits = EngineDescription & {
  /** Items that it runs at once. */
  maxBatch: number;
  /**
   * How long an idle engine's first item may wait for others, where running together pays (a GPU). Without it nothing
   * waits; batches fill while the one before runs.
   */
  maxWaitMs?: number;
  /** What it may need beyond the time that a job of its length is given: an engine that waits for a service. */
  extraMs?: number;
};

export type EngineItem<In, Out = unknown> = {
  input: In;
  /** fraction in 0..1, never falling */
  onProgress(fraction: number): void;
  /**
   * Aborts when this item is no longer wanted while others of its batch are: an engine that works in steps leaves it out
   * from then on and gives any outcome for it, which is thrown away.
   */
  signal?: AbortSignal;
  /**
   * May be called once, as soon as this item is done, before the rest of the batch: its job ends then. The same outcome
   * still stands in the answer of `runBatch`.
   */
  onOutcome?(outcome: EngineOutcome<Out>): void;
};

export type EngineOutcome<Out> =
  /** `tokens`: how many a model made for it, where a model makes tokens: a metric. */
  | { kind: 'ok'; output: Out; tokens?: number }
  /** Nothing was said: never an invented visit. */
  | { kind: 'no-speech' }
  /** `message` is for operators: no patient data in it. */
  | { kind: 'failed'; code: string; retryable: boolean; message: string };

/** The engine cannot run on this machine; `remedy` says in one sentence what to install. */
export class EngineUnavailable extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string) {
    super(message);
    this.name = 'EngineUnavailable';
    this.code = code;
    this.remedy = remedy;
  }
}

export type TranscriptionInput = {
  audio: Uint8Array;
  mediaType: string;
  hints?: TranscriptionHints;
  /** The recording that this is a part of: a trial of another model treats all its parts alike. */
  partOf?: string;
};

/** What is known before the sound is heard. An engine that cannot use it leaves it. */
export type TranscriptionHints = {
  /** Two letters, e.g. "en"; else the engine listens. */
  language?: string | undefined;
  /** Words that the clinic uses. */
  vocabulary?: readonly string[] | undefined;
  /** What the patient takes; absent where the record could not be read. */
  medicines?: readonly string[] | undefined;
};
