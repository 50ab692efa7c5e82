import { concerns, idsIn } from './watched-ids.ts';

const a = '0190f0a1-aaaa-7bbb-8ccc-1234567890ab';
const b = '0190f0a1-bbbb-7bbb-8ccc-1234567890ab';

describe('idsIn', () => {
  it('finds global ids in variables, literals and answers', () => {
    expect(idsIn(JSON.stringify({ id: `enc_${a}` }), `subscription { note(id: "not_${b}") { id } }`)).toEqual(new Set([a, b]));
    expect(idsIn(JSON.stringify({ data: { encounter: { jobs: [{ id: `job_${a}` }], segments: [{ id: `seg_${b}.4` }] } } }))).toEqual(new Set([a, b]));
  });

  it('takes nothing that is not a global id', () => {
    expect(idsIn(JSON.stringify({ id: a, text: `enc_${a}`.toUpperCase(), other: 'enc_1' })).size).toBe(0);
  });

  it('stops at a thousand', () => {
    const ids = Array.from({ length: 1_500 }, () => `enc_${crypto.randomUUID()}`);
    expect(idsIn(JSON.stringify(ids)).size).toBe(1_000);
  });
});

describe('concerns', () => {
  const notice = { tenant: 'demo', type: 'Note' as const, id: a, encounterId: b };
  it.each([
    [new Set([a]), true],
    [new Set([b]), true],
    [new Set<string>(), false],
    [new Set(['0190f0a1-cccc-7bbb-8ccc-1234567890ab']), false],
  ])('%p', (ids, expected) => expect(concerns(notice, ids)).toBe(expected));

  it('does not take a missing encounter for a match', () => {
    expect(concerns({ ...notice, encounterId: null }, new Set(['null']))).toBe(false);
  });
});
