import type { PairsNotesQuery } from '../__generated__/operations.ts';
import { editDistance } from './edit-distance.ts';
import type { Distance } from './edit-distance.ts';
import { removeNames } from './remove-names.ts';
import type { Known } from './remove-names.ts';

export type ExportedNote = NonNullable<NonNullable<NonNullable<PairsNotesQuery['patient']>['notes']>['nodes'][number]>;

/** What a machine drafted and what a clinician signed, without names and without ids: nothing leads back to the record. */
export type Pair = {
  template: string;
  engine: { id: string; version: string };
  sections: { code: string; title: string; draft: string; signed: string; distance: Distance }[];
  /** Of the draft's statements: as they were, other words, gone; and those that are new. */
  statements: { kept: number; changed: number; removed: number; added: number };
};

/** Null for a note that no machine drafted, that nobody signed, or that was entered in error. */
export function pairOf(note: ExportedNote, known: Omit<Known, 'clinicians'>): Pair | null {
  const { provenance, signature } = note;
  const draft = note.versions.find(({ version }) => version === 1);
  const signed = note.versions.find(({ version }) => version === signature?.version);
  if (!provenance || !signature || !draft || !signed || note.status === 'ENTERED_IN_ERROR') return null;
  const people: Known = { ...known, clinicians: [note.createdBy, signature.signer, ...note.versions.map(({ by }) => by)] };
  const textOf = (sections: ExportedNote['versions'][number]['sections'], code: string) => removeNames((sections.find((section) => section.code === code)?.statements ?? []).map(({ text }) => text).join('\n'), people);
  const titles = new Map([...draft.sections, ...signed.sections].map(({ code, title }) => [code, title]));
  return {
    template: note.template,
    engine: { id: provenance.engine.id, version: provenance.engine.version },
    sections: [...titles].map(([code, title]) => {
      const [before, after] = [textOf(draft.sections, code), textOf(signed.sections, code)];
      return { code, title, draft: before, signed: after, distance: editDistance(before, after) };
    }),
    statements: changesOf(draft, signed),
  };
}

function changesOf(draft: ExportedNote['versions'][number], signed: ExportedNote['versions'][number]): Pair['statements'] {
  const statements = (version: ExportedNote['versions'][number]) => new Map(version.sections.flatMap((section) => section.statements).map(({ id, text }) => [id, text]));
  const [before, after] = [statements(draft), statements(signed)];
  const counts = { kept: 0, changed: 0, removed: 0, added: [...after.keys()].filter((id) => !before.has(id)).length };
  for (const [id, text] of before) {
    if (!after.has(id)) counts.removed += 1;
    else if (after.get(id) === text) counts.kept += 1;
    else counts.changed += 1;
  }
  return counts;
}
