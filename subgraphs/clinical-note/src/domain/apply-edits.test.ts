import { applyEdits } from './apply-edits.ts';
import type { Edit } from './apply-edits.ts';
import type { Section } from './model.ts';
import { evidence } from '../testing/sample-notes.ts';

const sections: Section[] = [
  {
    code: 'S',
    title: 'Subjective',
    statements: [
      { id: 'a', text: 'one', origin: 'AI', edited: false, evidence: [evidence], supported: true },
      { id: 'b', text: 'two', origin: 'CLINICIAN', edited: false, evidence: [], supported: null },
    ],
  },
  { code: 'P', title: 'Plan', statements: [] },
];
const apply = (...edits: Edit[]) => applyEdits(sections, edits, () => 'new');
const shape = (result: ReturnType<typeof apply>) => ('faults' in result ? result.faults.map(({ code, path }) => `${code} ${path.join('.')}`) : result.sections.map(({ statements }) => statements.map(({ id, text }) => `${id}:${text}`).join(' ')));

test.each<[string, Edit[], string[]]>([
  ['add at the end', [{ kind: 'add', sectionCode: 'S', text: ' three ', position: null }], ['a:one b:two new:three', '']],
  ['add at a place', [{ kind: 'add', sectionCode: 'S', text: 'zero', position: 0 }], ['new:zero a:one b:two', '']],
  ['change', [{ kind: 'change', statementId: 'a', text: 'ONE' }], ['a:ONE b:two', '']],
  ['remove', [{ kind: 'remove', statementId: 'a' }], ['b:two', '']],
  ['move to another section', [{ kind: 'move', statementId: 'a', sectionCode: 'P', position: null }], ['b:two', 'a:one']],
  ['move within', [{ kind: 'move', statementId: 'a', sectionCode: 'S', position: 1 }], ['b:two a:one', '']],
  ['in order', [{ kind: 'remove', statementId: 'b' }, { kind: 'change', statementId: 'a', text: 'x' }, { kind: 'move', statementId: 'a', sectionCode: 'P', position: 0 }], ['', 'a:x']],
  ['nothing', [], ['VALIDATION edits']],
  ['an unknown section', [{ kind: 'add', sectionCode: 'X', text: 'x', position: null }], ['VALIDATION edits.0.add.sectionCode']],
  ['an unknown statement', [{ kind: 'remove', statementId: 'z' }], ['NOT_FOUND edits.0.remove.statementId']],
  ['the second fails, so nothing', [{ kind: 'remove', statementId: 'a' }, { kind: 'change', statementId: 'a', text: 'x' }], ['NOT_FOUND edits.1.change.statementId']],
  ['empty text', [{ kind: 'change', statementId: 'a', text: ' \n ' }], ['VALIDATION edits.0.change.text']],
  ['control characters', [{ kind: 'add', sectionCode: 'S', text: 'a\u0000b', position: null }], ['VALIDATION edits.0.add.text']],
  ['a lone surrogate', [{ kind: 'add', sectionCode: 'S', text: 'a\ud800', position: null }], ['VALIDATION edits.0.add.text']],
  ['text that reorders', [{ kind: 'add', sectionCode: 'S', text: 'a\u202eb', position: null }], ['VALIDATION edits.0.add.text']],
  ['too long', [{ kind: 'add', sectionCode: 'S', text: 'x'.repeat(4_001), position: null }], ['VALIDATION edits.0.add.text']],
  ['a place outside', [{ kind: 'add', sectionCode: 'S', text: 'x', position: 3 }], ['VALIDATION edits.0.add.position']],
  ['a place before the start', [{ kind: 'move', statementId: 'a', sectionCode: 'P', position: -1 }], ['VALIDATION edits.0.move.position']],
])('%s', (_, edits, after) => expect(shape(apply(...edits))).toEqual(after));

test('the machine\'s changed words keep their evidence and are marked; its claim of support is gone', () => {
  const result = apply({ kind: 'change', statementId: 'a', text: 'other' });
  expect('sections' in result && result.sections[0]!.statements[0]).toEqual({ id: 'a', text: 'other', origin: 'AI', edited: true, evidence: [evidence], supported: null });
});

test('a clinician\'s changed words are not "edited"', () => {
  const result = apply({ kind: 'change', statementId: 'b', text: 'other' });
  expect('sections' in result && result.sections[0]!.statements[1]).toMatchObject({ origin: 'CLINICIAN', edited: false });
});

test('the same words again change nothing', () => {
  expect(apply({ kind: 'change', statementId: 'a', text: 'one' })).toMatchObject({ changed: false });
});

test('what was given stays as it was', () => {
  const before = structuredClone(sections);
  apply({ kind: 'remove', statementId: 'a' }, { kind: 'add', sectionCode: 'P', text: 'x', position: 0 });
  expect(sections).toEqual(before);
});
