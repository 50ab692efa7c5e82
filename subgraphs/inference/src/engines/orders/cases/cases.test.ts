import { ordersOfLines } from '../index.ts';
import { classes } from './classes.ts';
import { readCases } from './read-cases.ts';
import { roundA } from './round-a.ts';
import { roundB } from './round-b.ts';
import { roundC } from './round-c.ts';
import { roundD } from './round-d.ts';
import { roundE } from './round-e.ts';
import { roundF } from './round-f.ts';
import { roundG } from './round-g.ts';
import { roundH } from './round-h.ts';
import { told } from './told.ts';

/** Dialogues that were written, with their orders, before the engine had read them, and are its tests since. */
describe.each([['a', roundA], ['b', roundB], ['c', roundC], ['d', roundD], ['e', roundE], ['f', roundF], ['g', roundG], ['h', roundH], ['of classes', classes]])('round %s', (_, text) => {
  test.each(readCases(text).map((one) => [one.name, one] as const))('%s', (_name, { lines, orders }) => {
    const heard = ordersOfLines(lines);
    expect(heard.filter(({ intent }) => intent !== 'HYPOTHETICAL').map(told).sort()).toEqual([...orders].sort());
    for (const { evidence } of heard) for (const { line, start, end } of evidence) expect((lines[line] ?? '').slice(start, end).trim()).not.toBe('');
  });
});
