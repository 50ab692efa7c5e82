import type { SectionKey } from './linear-model.ts';

export type NoteTemplate = { id: string; sections: { key: SectionKey; code: string; title: string }[] };

const sections = {
  subjective: { key: 'subjective', code: '61150-9', title: 'Subjective' },
  objective: { key: 'objective', code: '61149-1', title: 'Objective' },
  assessment: { key: 'assessment', code: '51848-0', title: 'Assessment' },
  plan: { key: 'plan', code: '18776-5', title: 'Plan of care' },
} as const;

/** A template decides which sections a note has and in what order. Codes are LOINC. */
const templates: readonly NoteTemplate[] = [
  { id: 'soap', sections: [sections.subjective, sections.objective, sections.assessment, sections.plan] },
  { id: 'apso', sections: [sections.assessment, sections.plan, sections.subjective, sections.objective] },
];

export const findTemplate = (id: string): NoteTemplate | undefined => templates.find((template) => template.id === id);
