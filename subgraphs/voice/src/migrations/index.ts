import type { Privilege } from '@dra/pg-store';
import { createVoiceTables } from './create-voice-tables.ts';

export const migrations = [createVoiceTables];

/** A transcript version never changes. */
export const grants: Readonly<Record<string, readonly Privilege[]>> = { transcript: ['SELECT', 'INSERT'] };
