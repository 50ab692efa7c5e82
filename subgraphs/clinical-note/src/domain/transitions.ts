import type { NoteStatus } from './model.ts';

export type NoteStep = 'edit' | 'submit' | 'sign' | 'addend' | 'amend' | 'mark-in-error';

const table: Record<NoteStep, Partial<Record<NoteStatus, NoteStatus>>> = {
  edit: { DRAFT: 'DRAFT', IN_REVIEW: 'IN_REVIEW' },
  submit: { DRAFT: 'IN_REVIEW' },
  sign: { DRAFT: 'SIGNED', IN_REVIEW: 'SIGNED' },
  addend: { SIGNED: 'SIGNED', AMENDED: 'AMENDED' },
  amend: { SIGNED: 'AMENDED', AMENDED: 'AMENDED' },
  'mark-in-error': { DRAFT: 'ENTERED_IN_ERROR', IN_REVIEW: 'ENTERED_IN_ERROR', SIGNED: 'ENTERED_IN_ERROR', AMENDED: 'ENTERED_IN_ERROR' },
};

/** The status after a step, or null where the status does not allow it. */
export const statusAfter = (step: NoteStep, status: NoteStatus): NoteStatus | null => table[step][status] ?? null;
