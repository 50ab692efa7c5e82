import type { SectionKey } from './linear-model.ts';

export type NoteTemplate = { id: string; sections: { keys: readonly SectionKey[]; code: string; title: string }[] };

const sections = {
  subjective: { keys: ['subjective'], code: '61150-9', title: 'Subjective' },
  objective: { keys: ['objective'], code: '61149-1', title: 'Objective' },
  assessment: { keys: ['assessment'], code: '51848-0', title: 'Assessment' },
  plan: { keys: ['plan'], code: '18776-5', title: 'Plan of care' },
} as const;

/** A template decides which sections a note has and in what order. Codes are LOINC. */
const templates: readonly NoteTemplate[] = [
  { id: 'soap', sections: [sections.subjective, sections.objective, sections.assessment, sections.plan] },
  { id: 'apso', sections: [sections.assessment, sections.plan, sections.subjective, sections.objective] },
  // The layout of ACI-Bench's reference notes.
  {
    id: 'aci-bench',
    sections: [
      { keys: ['subjective'], code: '10164-2', title: 'HISTORY OF PRESENT ILLNESS' },
      { keys: ['objective'], code: '29545-1', title: 'PHYSICAL EXAM' },
      { keys: ['assessment', 'plan'], code: '51847-2', title: 'ASSESSMENT AND PLAN' },
    ],
  },
];

export const findTemplate = (id: string): NoteTemplate | undefined => templates.find((template) => template.id === id);
