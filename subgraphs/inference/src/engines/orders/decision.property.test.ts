import fc from 'fast-check';
import { decided, undecided } from './cases/frames.ts';
import { amounts, drugs, frequencies, toldOf, verbs, type Meaning } from './cases/say-order.ts';
import { told } from './cases/told.ts';
import { ordersOfLines } from './index.ts';

const meanings: fc.Arbitrary<Meaning> = fc.constantFrom(...drugs).chain(({ name, doses }) =>
  fc.constantFrom(...doses).chain((dose) => fc.record({ drug: fc.constant(name), dose: fc.constant(dose), amount: fc.constantFrom(...amounts(dose)), often: fc.constantFrom(...frequencies) })),
);
/** As people write, and as recognisers do: no marks, no capitals. */
const written = fc.boolean();
const asSpoken = (lines: readonly string[], marks: boolean): string[] => (marks ? [...lines] : lines.map((line) => `${line.slice(0, line.indexOf(':') + 1)}${line.slice(line.indexOf(':') + 1).replace(/[.,?"]/g, '').toLowerCase()}`));

describe('an order needs a decision', () => {
  test('in a frame that decides nothing no order is drafted, whatever it says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...undecided), fc.constantFrom(...verbs), meanings, written, ({ lines, allow }, verb, meaning, marks) => {
        const dialogue = lines(verb, meaning);
        if (dialogue === null) return;
        const spoken = asSpoken(dialogue, marks);
        const drafted = ordersOfLines(spoken).filter(({ intent }) => intent !== 'HYPOTHETICAL' && !allow?.includes(intent));
        expect([spoken, drafted.map(told)]).toEqual([spoken, []]);
      }),
      { numRuns: 1200 },
    );
  });

  test('in a frame that decides the order is heard, with every field', () => {
    fc.assert(
      fc.property(fc.constantFrom(...decided), fc.constantFrom(...verbs), meanings, written, ({ lines }, verb, meaning, marks) => {
        const dialogue = lines(verb, meaning);
        if (dialogue === null) return;
        const spoken = asSpoken(dialogue, marks);
        expect([spoken, ordersOfLines(spoken).map(told)]).toEqual([spoken, [toldOf(verb, meaning)]]);
      }),
      { numRuns: 600 },
    );
  });
});
