import { draftRow } from './draft-row.ts';
import { findUnsaid } from './find-unsaid.ts';
import { countOmissions } from './omissions.ts';
import { createTally } from './tally.ts';

const dialogue = '[doctor] hello , any chest pain ?\n[patient] no .\n[doctor] and your leg ?\n[patient] um , my left leg has been swollen for two weeks .\n[doctor] let us start furosemide twenty milligrams once a day for the swelling .';

test('a row is drafted as a visit is, with its evidence as places in the dialogue', async () => {
  const row = await draftRow(3, dialogue, 'aci-bench');
  expect(row.index).toBe(3);
  const lines = dialogue.split('\n');
  const quoted = (text: RegExp) => row.statements.find((one) => text.test(one.text))!.evidence.map(({ line, start, end }) => [line, lines[line]!.slice(start, end)]);
  expect(quoted(/chest pain/)).toEqual(expect.arrayContaining([[1, expect.stringMatching(/^no/)]]));
  expect(quoted(/furosemide 20 mg/)).toEqual([[4, expect.stringContaining('furosemide twenty milligrams')]]);
  for (const { text, supported } of row.statements) {
    expect(supported).toBe(true);
    expect(row.note).toContain(text);
  }
});

test('a dialogue of nothing gives an empty note', async () => expect(await draftRow(0, '', 'aci-bench')).toEqual({ index: 0, note: '', statements: [], unmentioned: [] }));
test('an unknown template is an error that quotes nothing said', () => expect(draftRow(0, dialogue, 'sonnet')).rejects.toThrow(/^row 0: TEMPLATE_UNKNOWN/));

test('what was never said is found: numbers, drugs, negations', () => {
  const evidence = [{ line: 3, start: 10, end: 60 }];
  const faults = (text: string) => findUnsaid(dialogue, { statements: [{ text, section: 'X', evidence, supported: true }] }).map(({ kind, what }) => `${kind} ${what}`);
  expect(faults('Left leg swollen for 2 weeks. Furosemide 20 mg.')).toEqual([]);
  expect(faults('Left leg swollen for 3 weeks.')).toEqual(['number 3']);
  expect(faults('Start lisinopril.')).toEqual(['drug lisinopril']);
  expect(faults('Left leg is not swollen.')).toEqual(['negation negated']);
});

test('omissions: facts of the reference that were said and not written', () => {
  const row = { index: 0, note: '', statements: [{ text: 'Denies chest pain.', section: 'X', evidence: [{ line: 0, start: 9, end: 31 }], supported: true }], unmentioned: [{ text: 'Left leg swollen.', importance: 1, evidence: [{ line: 3, start: 10, end: 60 }] }] };
  expect(countOmissions(dialogue, 'Denies chest pain. Left leg swollen. Furosemide daily twenty milligrams. Broken arm in summer.', row)).toEqual({ omitted: 2, listed: 1, apt: 1 });
});

test('the tally prints the figures, and n/a without references', async () => {
  const tally = createTally();
  const row = await draftRow(0, dialogue, 'aci-bench');
  tally.add(dialogue, '', row);
  expect(tally.print()).toContain('n/a / n/a / n/a');
  tally.add(dialogue, row.note, row);
  expect(tally.print()).toContain('100.0 / 100.0 / 100.0');
});
