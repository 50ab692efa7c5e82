export { labelSpeakers, withSpeakers } from './label-speakers.ts';
export type { SpeakerEvidence, SpeakerLabel, TimedVoiceprint } from './label-speakers.ts';
export { voiceprintOf } from './voiceprint.ts';
export type { Voiceprint } from './voiceprint.ts';
