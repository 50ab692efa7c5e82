import { basename } from 'node:path';
import type { TranscriptionResult } from '@dra/events';
import type { BackendName } from '../backends/index.ts';
import { EngineUnavailable } from '../engines/contract.ts';
import type { Engine, TranscriptionInput } from '../engines/contract.ts';
import { chooseModel } from './choose-model.ts';
import { modelsHome } from './manifest.ts';
import { ModelInvalid, listModels, verifyModel } from './model-folders.ts';
import type { ModelFolder } from './model-folders.ts';
import { createTrialEngine } from './trial-engine.ts';

type Transcriber = Engine<TranscriptionInput, TranscriptionResult>;

/** What the environment says about speech; see worker/env.ts. */
export type SpeechSettings = {
  modelsDir?: string | undefined;
  model?: string | undefined;
  canary?: string | undefined;
  shadow?: string | undefined;
  language?: string | undefined;
  backend?: BackendName | undefined;
  device?: 'cpu' | 'gpu' | undefined;
  tensorflowDir?: string | undefined;
  cacheHome?: string | undefined;
  /** Where the bundle lies, and the WebAssembly binary beside it; null where packages lie in node_modules. */
  wasmFolder: string | null;
};

/** Facts for the log. Never words of a recording. */
export type Tell = (fields: Record<string, string | number>, message: string) => void;

/**
 * The engine of the transcription pool: Whisper where a model is mounted and whole, else pocketsphinx.
 * @throws EngineUnavailable where a model was asked for that is not there or not whole: never another one instead
 */
export async function createTranscriptionEngine(settings: SpeechSettings, pocketsphinx: () => Promise<Transcriber>, tell: Tell): Promise<Transcriber> {
  const mounted = listModels(modelsHome(settings));
  for (const one of mounted) if ('fault' in one) tell({ model: basename(one.folder), fault: one.fault }, 'a model folder is not used');
  const choice = chooseModel(
    { model: settings.model ?? '', canary: settings.canary ?? '', shadow: settings.shadow ?? '' },
    mounted.filter((one): one is ModelFolder => 'manifest' in one),
  );
  if (choice.kind === 'impossible') throw new EngineUnavailable('MODEL_UNAVAILABLE', choice.reason, choice.remedy);
  tell({ reason: choice.reason }, 'the recogniser was chosen');
  if (choice.kind === 'pocketsphinx') return pocketsphinx();

  const current = await whisper(choice.model, settings, tell);
  if (!choice.canary && !choice.shadow) return current;
  return createTrialEngine({
    current,
    canary: choice.canary ? { engine: await whisper(choice.canary.model, settings, tell), percent: choice.canary.percent } : null,
    shadow: choice.shadow ? await whisper(choice.shadow, settings, tell) : null,
    onCompared: (comparison) => tell({ ...comparison }, 'a shadow was compared'),
    onShadowFailed: (fault) => tell({ fault }, 'a shadow failed'),
  });
}

async function whisper({ folder, manifest }: ModelFolder, settings: SpeechSettings, tell: Tell): Promise<Transcriber> {
  try {
    await verifyModel(folder);
  } catch (error) {
    if (error instanceof ModelInvalid) throw new EngineUnavailable('MODEL_INVALID', error.message, `fetch it again: npm run models -- fetch ${manifest.id}`);
    throw error;
  }
  const { createWhisperEngine } = await import('../engines/whisper-tfjs/index.ts');
  return createWhisperEngine({
    folder,
    version: `${manifest.id}@${manifest.version}`,
    tier: manifest.tier,
    language: settings.language ?? null,
    backend: { wanted: settings.backend ?? null, gpuOnly: settings.device === 'gpu', tensorflowDir: settings.tensorflowDir, cacheHome: settings.cacheHome, wasmFolder: settings.wasmFolder },
    say: (reason) => tell({ model: manifest.id, reason }, 'a backend was chosen'),
  });
}
