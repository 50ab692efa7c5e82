import { parentPort, workerData } from 'node:worker_threads';
import type { JobKind } from '@dra/events';
import { createLogger } from '@dra/service';
import { EngineUnavailable } from '../engines/contract.ts';
import type { Engine } from '../engines/contract.ts';
import { createHearingEngine } from '../live/hearing-engine.ts';
import { createTranscriptionEngine } from '../models/transcription-engine.ts';
import { serveEngine } from './serve-engine.ts';
import type { EngineThreadData } from './thread-protocol.ts';

const { pool, surroundings } = workerData as EngineThreadData;

/** The default engine of each pool. Imported when asked for: a worker holds one engine in memory and not three. */
const engines: Record<JobKind, () => Promise<Engine<never, unknown>>> = {
  transcription: createSpeechEngine,
  note: createNoteEngine,
  prescription: async () => {
    await completeFormulary();
    return (await import('../engines/orders/index.ts')).createOrdersEngine();
  },
};

async function createSpeechEngine(): Promise<Engine<never, unknown>> {
  const { cacheHome, path, speech = {} } = surroundings;
  const pocketsphinx = async () => (await import('../engines/pocketsphinx/index.ts')).createPocketsphinxEngine({ env: { PATH: path }, cacheHome });
  const logger = createLogger({ name: 'engine-transcription', level: 'info' });
  return createHearingEngine(await createTranscriptionEngine({ ...speech, cacheHome, wasmFolder: __dirname }, pocketsphinx, (fields, message) => logger.info(fields, message)));
}

/** Before the engine is imported: it makes its tables of names then. */
async function completeFormulary(): Promise<void> {
  if (!surroundings.rxnormFolder) return;
  const { BrokenRelease, mountRxNorm } = await import('@dra/formulary');
  await mountRxNorm(surroundings.rxnormFolder).catch((error: unknown) => {
    throw error instanceof BrokenRelease ? new EngineUnavailable('ENGINE_UNAVAILABLE', error.message, 'mend or unset RXNORM_DIR') : error;
  });
}

async function createNoteEngine(): Promise<Engine<never, unknown>> {
  const usual = (await import('../engines/extractive-note/index.ts')).createExtractiveNoteEngine();
  const { languageModel: endpoint } = surroundings;
  return endpoint ? (await import('../engines/llm-note/index.ts')).createLlmNoteEngine({ endpoint, usual }) : usual;
}

if (!parentPort) throw new Error('engine-thread runs as a worker thread only');
void serveEngine(parentPort, engines[pool]);
