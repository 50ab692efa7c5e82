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
};

export const templateIds = Object.keys(templates);

export function emptySections(template: string): Section[] | null {
  if (!Object.hasOwn(templates, template)) return null;
  return templates[template]!.map((section) => ({ ...section, statements: [] }));
}
