import fc from 'fast-check';
import { checkJson } from './check-json.ts';

const check = (text: string) => checkJson(text, JSON.parse(text));

describe('checkJson', () => {
  it('finds nothing wrong with any JSON that has each key once, however it is written', () => {
    const keys = fc.string().filter((key) => key !== '__proto__' && key !== 'constructor');
    const { value } = fc.letrec((tie) => ({ value: fc.oneof({ maxDepth: 5 }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value')), fc.dictionary(keys, tie('value'))) }));
    fc.assert(
      fc.property(value, fc.constantFrom(0, 1, 3, '\t'), (one, space) => {
        expect(check(JSON.stringify(one, null, space))).toBeNull();
      }),
    );
  });

  it('finds any key that stands twice', () => {
    fc.assert(
      fc.property(fc.string().filter((key) => key !== '__proto__'), fc.array(fc.string()), (key, around) => {
        const quoted = JSON.stringify(key);
        expect(check(`{${quoted}:${JSON.stringify(around)}, ${quoted} :1}`)).toMatch(/twice/);
        expect(check(`[{"a":{${quoted}:1,${quoted}:{}}}]`)).toMatch(/twice/);
      }),
    );
  });

  it.each(['{"__proto__":1}', '{"a":[{"__proto__":null}]}', '{"\\u005f\\u005fproto__":1}', '{"constructor":{"prototype":1}}'])('%s reaches into prototypes', (text) => {
    expect(check(text)).toMatch(/not allowed/);
  });

  it('lets 128 levels pass, and no more', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect([check(nested(128)), check(nested(129))]).toEqual([null, expect.stringMatching(/deeper than 128/)]);
  });
});
