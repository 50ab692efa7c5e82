import { readCorpus } from '../corpora/read-corpus.ts';

/** What a section of a note says, and the header that it stands under: more words for what each header is about. */
export type HeaderText = { header: string; text: string };

/** The sections of ACI-Bench's notes under MTS-Dialog's headers. */
export const noteSections = (aci: string): HeaderText[] => readCorpus(aci).flatMap(({ note }) => sectionsOf(note));

function sectionsOf(note: string): HeaderText[] {
  const sections: { title: string; text: string }[] = [];
  for (const raw of note.split(/\r?\n/)) {
    const line = raw.trim();
    if (/^[A-Z][A-Z &/,-]{3,}:?$/.test(line)) sections.push({ title: line, text: '' });
    else if (line && sections.length > 0) sections.at(-1)!.text += ` ${line}`;
  }
  return sections.flatMap(({ title, text }) => {
    const header = headerOf(title, text);
    return header && text ? [{ header, text }] : [];
  });
}

const headers: readonly [RegExp, string][] = [
  [/CHIEF/, 'CC'],
  [/PRESENT ILLNESS/, 'GENHX'],
  [/SURGICAL/, 'PASTSURGICAL'],
  [/FAMILY|SOCIAL/, 'FAM/SOCHX'],
  [/ALLERG/, 'ALLERGY'],
  [/MEDICATION/, 'MEDICATIONS'],
  [/MEDICAL HISTORY/, 'PASTMEDICALHX'],
  [/REVIEW OF/, 'ROS'],
  [/EXAM|VITAL/, 'EXAM'],
  [/ASSESSMENT AND PLAN|PLAN/, 'PLAN'],
  [/ASSESSMENT|IMPRESSION/, 'ASSESSMENT'],
];

function headerOf(title: string, text: string): string | null {
  if (/RESULT/.test(title)) return /x-ray|mri|ct |echo|ultrasound/i.test(text) ? 'IMAGING' : 'LABS';
  return headers.find(([pattern]) => pattern.test(title))?.[1] ?? null;
}
