export { readSections } from './read-sections.ts';
export type { HearingCursor, ReadSectionsOptions, Section, SectionsRead } from './read-sections.ts';
export { samplesAsWav } from './samples-as-wav.ts';
export { sectionLimits } from './section-end.ts';
