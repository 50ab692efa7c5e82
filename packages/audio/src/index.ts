export type { ChannelLoudness } from './channel-loudness.ts';
export * from './decode-sound.ts';
export * from './describe-sound.ts';
export * from './sound-error.ts';
export * from './sound-source.ts';
export * from './voice-activity.ts';
export * from './live/index.ts';
