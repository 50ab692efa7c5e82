import { createVoiceTables } from './create-voice-tables.ts';

export const migrations = [createVoiceTables];
