import fc from 'fast-check';
import { parseCsv } from './parse-csv.ts';
import { placesOf, readDialogue } from './read-dialogue.ts';
import { rougeLsum, rougeN } from './rouge.ts';

describe('CSV as in RFC 4180', () => {
  test('quotes, doubled quotes, commas, line breaks and CRLF', () =>
    expect(parseCsv('\uFEFFdialogue,note\r\n"[doctor] say ""hi"", ok\r\n[patient] hi","a\nb"\r\nplain,\r\n\r\nlast,one')).toEqual([
      { dialogue: '[doctor] say "hi", ok\r\n[patient] hi', note: 'a\nb' },
      { dialogue: 'plain', note: '' },
      { dialogue: 'last', note: 'one' },
    ]));

  test('whatever is written in quotes comes back', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 5 }), (rows) => {
        const quote = (field: string) => `"${field.replaceAll('"', '""')}"`;
        const text = `a,b\r\n${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
        expect(parseCsv(text)).toEqual(rows.map(([a, b]) => ({ a, b })));
      }),
    ));

  test('an open quote ends with the file; a short record has empty fields', () => expect(parseCsv('a,b\n"x')).toEqual([{ a: 'x', b: '' }]));
});

describe('a dialogue', () => {
  const text = '[doctor]  any pain ?\r\n\r\nand where ?\n[patient] my knee';

  test('has a segment a turn, and places by line', () => {
    const read = readDialogue(text);
    expect(read.segments.map((segment) => [segment.speaker, segment.text])).toEqual([['CLINICIAN', 'any pain ?\nand where ?'], ['PATIENT', 'my knee']]);
    expect(placesOf(read, { segmentId: 't.0', charStart: 4, charEnd: 14 })).toEqual([{ line: 0, start: 14, end: 20 }, { line: 2, start: 0, end: 3 }]);
    expect(placesOf(read, { segmentId: 't.1', charStart: 3, charEnd: 7 })).toEqual([{ line: 3, start: 13, end: 17 }]);
  });

  test('every place holds the text of the segment that it stands for', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('[doctor] ', '[patient]', 'Patient: ', '\n', '\r\n', ' any pain', 'ÄÖ 🙂', '\t', '[', ']'), { maxLength: 30 }), (parts) => {
        const dialogue = parts.join('');
        const read = readDialogue(dialogue);
        const lines = dialogue.split('\n');
        for (const { id, text: said } of read.segments) {
          const places = placesOf(read, { segmentId: id, charStart: 0, charEnd: said.length });
          expect(places.map(({ line, start, end }) => lines[line]!.slice(start, end)).join('\n')).toBe(said);
        }
      }),
    ));
});

// The figures are those of the Python package rouge-score 0.1.2 (use_stemmer=False, lines as sentences).
describe('ROUGE', () => {
  test.each([
    [
      'The patient denies chest pain.\nLungs are clear, 98.6 °F.\n\nStart lisinopril 10 mg a day; lisinopril helps.',
      "CHIEF COMPLAINT\n\nChest pain.\n\nThe patient's lungs are clear. No chest pain was denied.\nPlan: lisinopril 10mg a day, a day.",
      [[0.526316, 0.454545, 0.487805], [0.277778, 0.238095, 0.25641], [0.526316, 0.454545, 0.487805]],
    ],
    ['b a b c d a\nx y z', 'a b c a d\nz x y z b', [[1, 0.9, 0.947368], [0.5, 0.444444, 0.470588], [0.888889, 0.8, 0.842105]]],
  ])('%#', (candidate, reference, expected) => {
    const scores = [rougeN(candidate, reference, 1), rougeN(candidate, reference, 2), rougeLsum(candidate, reference)];
    for (const [index, { precision, recall, f1 }] of scores.entries()) {
      for (const [at, value] of [precision, recall, f1].entries()) expect(value).toBeCloseTo(expected[index]![at]!, 5);
    }
  });

  test('nothing scores nothing', () => expect([rougeN('', 'a', 1).f1, rougeLsum('a', '').f1]).toEqual([0, 0]));
});
