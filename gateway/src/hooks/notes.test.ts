import fc from 'fast-check';
import { FewNotes } from './notes.ts';

const keys = Array.from({ length: 6 }, (_, index) => Symbol(String(index)));
const step = fc.record({ what: fc.constantFrom('set', 'delete', 'copy'), key: fc.constantFrom(...keys), value: fc.oneof(fc.integer(), fc.constant(undefined)) });

test('few notes are what a Map would be, and a copy is one of its own', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let notes = new FewNotes();
      const map = new Map<symbol, unknown>();
      for (const { what, key, value } of steps) {
        if (what === 'delete') expect(notes.delete(key)).toBe(map.delete(key));
        else if (what === 'set') {
          notes.set(key, value);
          map.set(key, value);
        } else {
          const former = notes;
          notes = notes.copy();
          former.set(key, 'not of the copy');
          former.delete(key);
        }
        for (const one of keys) expect([notes.has(one), notes.get(one)]).toEqual([map.has(one), map.get(one)]);
      }
    }),
  );
});
