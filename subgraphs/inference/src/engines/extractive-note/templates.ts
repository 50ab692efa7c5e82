import type { SectionKey } from './linear-model.ts';

/** `complaint`: why the patient came, in a few words. */
export type NoteSection = SectionKey | 'complaint';

export type NoteTemplate = {
  id: string;
  sections: { keys: readonly NoteSection[]; code: string; title: string }[];
  /** Body systems before findings, kinds of measure before plans: "Cardiovascular: ...", "Medical Treatment: ...". */
  labels: boolean;
};

const sections = {
  subjective: { keys: ['history', 'past', 'medications', 'allergies', 'social', 'family', 'review'], code: '61150-9', title: 'Subjective' },
  objective: { keys: ['exam', 'results'], code: '61149-1', title: 'Objective' },
  assessment: { keys: ['assessment'], code: '51848-0', title: 'Assessment' },
  plan: { keys: ['plan'], code: '18776-5', title: 'Plan of care' },
} as const;

/** A template decides which sections a note has and in what order. Codes are LOINC. */
const templates: readonly NoteTemplate[] = [
  { id: 'soap', labels: false, sections: [sections.subjective, sections.objective, sections.assessment, sections.plan] },
  { id: 'apso', labels: false, sections: [sections.assessment, sections.plan, sections.subjective, sections.objective] },
  // The layout of ACI-Bench's reference notes.
  {
    id: 'aci-bench',
    labels: true,
    sections: [
      { keys: ['complaint'], code: '10154-3', title: 'CHIEF COMPLAINT' },
      { keys: ['history'], code: '10164-2', title: 'HISTORY OF PRESENT ILLNESS' },
      { keys: ['past'], code: '11348-0', title: 'MEDICAL HISTORY' },
      { keys: ['medications'], code: '10160-0', title: 'MEDICATIONS' },
      { keys: ['allergies'], code: '48765-2', title: 'ALLERGIES' },
      { keys: ['social'], code: '29762-2', title: 'SOCIAL HISTORY' },
      { keys: ['family'], code: '10157-6', title: 'FAMILY HISTORY' },
      { keys: ['review'], code: '10187-3', title: 'REVIEW OF SYSTEMS' },
      { keys: ['exam'], code: '29545-1', title: 'PHYSICAL EXAM' },
      { keys: ['results'], code: '30954-2', title: 'RESULTS' },
      { keys: ['assessment', 'plan'], code: '51847-2', title: 'ASSESSMENT AND PLAN' },
    ],
  },
];

export const findTemplate = (id: string): NoteTemplate | undefined => templates.find((template) => template.id === id);
