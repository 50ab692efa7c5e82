/** Speech models that we know by a short name. Their words were measured by their makers and not by us: see eval:asr. */
export type KnownModel = { id: string; repository: string; tier: 'DEMO' | 'STANDARD'; licence: string; data: string; sizeMb: number };

const openai = 'OpenAI: 680,000 hours of sound from the web with transcripts (Radford et al. 2022)';
const openaiV3 = 'OpenAI: 1 million hours weakly labelled and 4 million pseudo-labelled';
const distilled = 'Hugging Face: 22,000 hours of public speech, labelled by Whisper (Gandhi et al. 2023)';
const whisper = (name: string, tier: KnownModel['tier'], sizeMb: number, data = openai): KnownModel => ({ id: `whisper-${name}`, repository: `openai/whisper-${name}`, tier, licence: 'Apache-2.0', data, sizeMb });
const distil = (name: string, sizeMb: number): KnownModel => ({ id: `distil-${name}`, repository: `distil-whisper/distil-${name}`, tier: 'STANDARD', licence: 'MIT', data: distilled, sizeMb });

/** The smallest two mishear drugs and doses too often to be trusted with them: demo grade. */
export const knownModels: readonly KnownModel[] = [
  whisper('tiny', 'DEMO', 151), whisper('tiny.en', 'DEMO', 151), whisper('base', 'DEMO', 290), whisper('base.en', 'DEMO', 290),
  whisper('small', 'STANDARD', 967), whisper('small.en', 'STANDARD', 967), whisper('medium', 'STANDARD', 3_060), whisper('medium.en', 'STANDARD', 3_060),
  whisper('large-v3', 'STANDARD', 3_090, openaiV3), whisper('large-v3-turbo', 'STANDARD', 1_620, openaiV3),
  distil('small.en', 332), distil('large-v3', 1_510),
];
