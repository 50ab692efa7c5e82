import { classifyHeader, readHeaderModel } from './classify-header.ts';
import { viewsOf } from './header-features.ts';
import modelFile from './header-model.json' with { type: 'json' };

const model = readHeaderModel(modelFile);

/** Which of MTS-Dialog's sections a short dialogue belongs to, and by what margin. Linear in its length. */
export const headerOf = (dialogue: string): { header: string; margin: number } => classifyHeader(viewsOf(dialogue), model);
