export { createPocketsphinxEngine } from './engine.ts';
export type { PocketsphinxOptions } from './engine.ts';
export { installPocketsphinx, pocketsphinxHome, pocketsphinxVersion } from './install.ts';
export type { Installed } from './install.ts';
