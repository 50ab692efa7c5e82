import type { ModelFolder } from './model-folders.ts';

export type ModelWishes = {
  /** ASR_MODEL: a model's id, or "pocketsphinx"; empty lets what is mounted decide. */
  model: string;
  /** ASR_CANARY: "ID:PERCENT" of the recordings are read by this model instead. */
  canary: string;
  /** ASR_SHADOW: reads every recording as well; its words are compared and thrown away. */
  shadow: string;
};

export type ModelChoice =
  | { kind: 'pocketsphinx'; reason: string }
  | { kind: 'whisper'; model: ModelFolder; canary: { model: ModelFolder; percent: number } | null; shadow: ModelFolder | null; reason: string }
  /** Somebody asked for what is not there: that is a fault, and never another recogniser instead. */
  | { kind: 'impossible'; reason: string; remedy: string };

/** Which models a transcription worker runs. Pure: what is mounted and what was wished for decide. */
export function chooseModel(wishes: ModelWishes, mounted: readonly ModelFolder[]): ModelChoice {
  const named = (id: string) => mounted.find(({ manifest }) => manifest.id === id);
  const ids = mounted.map(({ manifest }) => manifest.id).join(', ') || 'none';
  const missing = (variable: string, id: string): ModelChoice => ({
    kind: 'impossible',
    reason: `${variable} asks for the model ${id}, and mounted are: ${ids}`,
    remedy: `npm run models -- fetch ${id}, or mount its folder in MODELS_DIR`,
  });
  if (wishes.model === 'pocketsphinx') return { kind: 'pocketsphinx', reason: 'ASR_MODEL=pocketsphinx says so' };
  if (wishes.model === '' && mounted.length === 0) return { kind: 'pocketsphinx', reason: 'no speech model is mounted (npm run models -- fetch ID): demo grade' };
  if (wishes.model === '' && mounted.length > 1) return { kind: 'impossible', reason: `several models are mounted (${ids}) and none is chosen`, remedy: 'say which one counts: ASR_MODEL' };
  const model = wishes.model === '' ? mounted[0] : named(wishes.model);
  if (!model) return missing('ASR_MODEL', wishes.model);

  const [, canaryId, percentText] = /^([^:]+):(\d{1,2}(?:\.\d+)?|100)$/.exec(wishes.canary) ?? [];
  if (wishes.canary && !canaryId) return { kind: 'impossible', reason: 'ASR_CANARY is not ID:PERCENT', remedy: 'e.g. ASR_CANARY=whisper-large-v3:5' };
  const canary = canaryId ? named(canaryId) : undefined;
  if (canaryId && !canary) return missing('ASR_CANARY', canaryId);
  const shadow = wishes.shadow ? named(wishes.shadow) : undefined;
  if (wishes.shadow && !shadow) return missing('ASR_SHADOW', wishes.shadow);
  return {
    kind: 'whisper',
    model,
    canary: canary ? { model: canary, percent: Number(percentText) } : null,
    shadow: shadow ?? null,
    reason: wishes.model === '' ? `${model.manifest.id} is the one model mounted` : `ASR_MODEL=${wishes.model} says so`,
  };
}
