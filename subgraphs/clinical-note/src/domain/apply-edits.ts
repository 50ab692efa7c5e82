import { invalid } from './outcome.ts';
import type { Fault } from './outcome.ts';
import type { Section, Statement } from './model.ts';
import { checkText, longest } from './text-rules.ts';

export type Edit =
  | { kind: 'add'; sectionCode: string; text: string; position: number | null }
  | { kind: 'change'; statementId: string; text: string }
  | { kind: 'remove'; statementId: string }
  | { kind: 'move'; statementId: string; sectionCode: string; position: number | null };

export type EditedSections = { sections: Section[]; changed: boolean } | { faults: Fault[] };

const mostEdits = 500;
const mostStatements = 1_000;

/**
 * All edits in order, or none. A statement that the machine wrote keeps its evidence when its words are changed, and is
 * marked: its support is then no longer the machine's to claim.
 */
export function applyEdits(before: readonly Section[], edits: readonly Edit[], newId: () => string): EditedSections {
  if (edits.length === 0) return { faults: [invalid('Name at least one edit.', 'edits')] };
  if (edits.length > mostEdits) return { faults: [invalid(`At most ${mostEdits} edits at once.`, 'edits')] };
  const sections = before.map((section) => ({ ...section, statements: [...section.statements] }));
  let changed = false;
  for (const [index, edit] of edits.entries()) {
    const result = applyOne(sections, edit, newId, ['edits', String(index), edit.kind]);
    if ('fault' in result) return { faults: [result.fault] };
    changed ||= result.changed;
  }
  const count = sections.reduce((sum, section) => sum + section.statements.length, 0);
  if (count > mostStatements) return { faults: [invalid(`A note has at most ${mostStatements} statements.`, 'edits')] };
  return { sections, changed };
}

type Applied = { changed: boolean } | { fault: Fault };

function applyOne(sections: Section[], edit: Edit, newId: () => string, path: string[]): Applied {
  if (edit.kind === 'add') {
    const checked = checkText(edit.text, longest.statement, ...path, 'text');
    if ('fault' in checked) return checked;
    const statement: Statement = { id: newId(), text: checked.text, origin: 'CLINICIAN', edited: false, evidence: [], supported: null };
    return insert(sections, statement, edit.sectionCode, edit.position, path) ?? { changed: true };
  }
  const place = find(sections, edit.statementId);
  if (!place) return { fault: { code: 'NOT_FOUND', message: 'There is no such statement in this version.', path: [...path, 'statementId'] } };
  const { section, at } = place;
  const statement = section.statements[at]!;
  if (edit.kind === 'remove') {
    section.statements.splice(at, 1);
    return { changed: true };
  }
  if (edit.kind === 'move') {
    section.statements.splice(at, 1);
    return insert(sections, statement, edit.sectionCode, edit.position, path) ?? { changed: true };
  }
  const checked = checkText(edit.text, longest.statement, ...path, 'text');
  if ('fault' in checked) return checked;
  if (checked.text === statement.text) return { changed: false };
  section.statements[at] = { ...statement, text: checked.text, edited: statement.origin === 'AI', supported: null };
  return { changed: true };
}

function insert(sections: Section[], statement: Statement, sectionCode: string, position: number | null, path: string[]): Applied | null {
  const section = sections.find(({ code }) => code === sectionCode);
  if (!section) return { fault: invalid('This note has no such section.', ...path, 'sectionCode') };
  const at = position ?? section.statements.length;
  if (!Number.isInteger(at) || at < 0 || at > section.statements.length) {
    return { fault: invalid(`The position must lie between 0 and ${section.statements.length}.`, ...path, 'position') };
  }
  section.statements.splice(at, 0, statement);
  return null;
}

function find(sections: readonly Section[], statementId: string): { section: Section; at: number } | null {
  for (const section of sections) {
    const at = section.statements.findIndex(({ id }) => id === statementId);
    if (at !== -1) return { section, at };
  }
  return null;
}
