/** What a sound is, without the decoders: for the room that stores sounds and never plays them. */
export * from './describe-sound.ts';
export * from './sound-error.ts';
export * from './sound-source.ts';
