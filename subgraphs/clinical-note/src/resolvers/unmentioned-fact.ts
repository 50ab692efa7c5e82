import type { Note } from '../domain/model.ts';

export type UnmentionedParent = Note['unmentioned'][number];
