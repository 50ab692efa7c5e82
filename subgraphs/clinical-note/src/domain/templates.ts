import type { Section } from './model.ts';

const sections = {
  subjective: { code: '61150-9', title: 'Subjective' },
  objective: { code: '61149-1', title: 'Objective' },
  assessment: { code: '51848-0', title: 'Assessment' },
  plan: { code: '18776-5', title: 'Plan of care' },
} as const;

/** Which sections a note of the clinician's own begins with, by LOINC. A drafted note brings its sections with it. */
const templates: Record<string, readonly { code: string; title: string }[]> = {
  soap: [sections.subjective, sections.objective, sections.assessment, sections.plan],
  apso: [sections.assessment, sections.plan, sections.subjective, sections.objective],
  'aci-bench': [
    { code: '10154-3', title: 'CHIEF COMPLAINT' },
    { code: '10164-2', title: 'HISTORY OF PRESENT ILLNESS' },
    { code: '11348-0', title: 'MEDICAL HISTORY' },
    { code: '10160-0', title: 'MEDICATIONS' },
    { code: '48765-2', title: 'ALLERGIES' },
    { code: '29762-2', title: 'SOCIAL HISTORY' },
    { code: '10157-6', title: 'FAMILY HISTORY' },
    { code: '10187-3', title: 'REVIEW OF SYSTEMS' },
    { code: '29545-1', title: 'PHYSICAL EXAM' },
    { code: '30954-2', title: 'RESULTS' },
    { code: '51847-2', title: 'ASSESSMENT AND PLAN' },
  ],
};

export const templateIds = Object.keys(templates);

export function emptySections(template: string): Section[] | null {
  if (!Object.hasOwn(templates, template)) return null;
  return templates[template]!.map((section) => ({ ...section, statements: [] }));
}
