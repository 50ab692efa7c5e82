import fc from 'fast-check';
import { amounts, drugs, frequencies, type Meaning } from './cases/say-order.ts';
import { mores, ways } from './cases/say-dialogue.ts';
import { told } from './cases/told.ts';
import { ordersOfLines } from './index.ts';

const meaning: fc.Arbitrary<Meaning> = fc.constantFrom(...drugs).chain(({ name, doses }) =>
  fc.constantFrom(...doses).chain((dose) => fc.record({ drug: fc.constant(name), dose: fc.constant(dose), amount: fc.constantFrom(...amounts(dose)), often: fc.constantFrom(...frequencies) })),
);
/** Zoloft is sertraline. */
const generic = (name: string): string => (name === 'zoloft' ? 'sertraline' : name);
const spoken = (line: string): string => line.replace(/(?<!\d)[.,?]|[.,?](?!\d)/g, '').toLowerCase();

test('an order is heard in whatever way it is put, with every field, and nothing beside it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ways), meaning, meaning, fc.constantFrom(...mores), fc.boolean(), ({ scene }, one, other, more, marks) => {
      fc.pre(generic(one.drug) !== generic(other.drug));
      const { lines, orders } = scene(one, other, more);
      const said = marks ? lines : lines.map(spoken);
      const heard = ordersOfLines(said).filter(({ intent }) => intent !== 'HYPOTHETICAL');
      expect([said, heard.map(told).sort()]).toEqual([said, [...orders].sort()]);
    }),
    { numRuns: 1000 },
  );
});
