import type { JobKind } from '@dra/events';
import type { EngineOutcome, EngineTraits } from '../engines/contract.ts';
import type { SpeechSettings } from '../models/transcription-engine.ts';

/** What an engine needs to know of the world: where programs of this machine are, and services that it asks. */
export type Surroundings = {
  path?: string | undefined;
  cacheHome?: string | undefined;
  /** The `rrf` folder of an RxNorm release. */
  rxnormFolder?: string | undefined;
  /** Which speech model on which backend; without it the demo-grade recogniser. */
  speech?: Omit<SpeechSettings, 'wasmFolder' | 'cacheHome'> | undefined;
  /** Drafts notes with this language model; the default drafter stands in for it. */
  languageModel?: { baseUrl: string; model: string; apiKey: string | null } | undefined;
};

/** What the engine's thread is started with. */
export type EngineThreadData = { pool: JobKind; surroundings: Surroundings };

/** What the worker's main thread says to the engine's thread. */
export type ToThread =
  | { type: 'run'; batch: number; inputs: unknown[] }
  | { type: 'abort'; batch: number }
  /** One item of the batch is no longer wanted. */
  | { type: 'cancel'; batch: number; index: number }
  | { type: 'close' };

/** What the engine's thread answers. */
export type FromThread =
  | { type: 'ready'; description: EngineTraits }
  /** The engine cannot run here. `message` and `remedy` are for operators. */
  | { type: 'unavailable'; code: string; message: string; remedy: string }
  | { type: 'progress'; batch: number; index: number; fraction: number }
  /** One item is done before the others. */
  | { type: 'outcome'; batch: number; index: number; outcome: EngineOutcome<unknown> }
  | { type: 'outcomes'; batch: number; outcomes: EngineOutcome<unknown>[] }
  /** The batch ended because it was aborted. */
  | { type: 'aborted'; batch: number }
  /** The engine itself failed; `fault` names the kind of error and never quotes its message. */
  | { type: 'fault'; batch: number; fault: string };
