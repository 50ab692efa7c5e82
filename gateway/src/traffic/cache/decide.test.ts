import { addReply, noReplies } from './cache-control.ts';
import { decide, mayBeRemembered } from './decide.ts';
import type { DecisionSettings } from './decide.ts';
import type { StaticPolicy } from './static-policy.ts';

const settings: DecisionSettings = { ttlSeconds: undefined, maxTtlSeconds: 3_600, privateAnswers: false, staleIfError: true };
const unhinted: StaticPolicy = { maxAge: undefined, complete: false, scope: 'PRIVATE', sealed: false, guarded: false, types: new Set(), staleIfErrorSeconds: null };
const hinted: StaticPolicy = { ...unhinted, maxAge: 60, complete: true, scope: 'PUBLIC' };

/** Replies as `cache-control`, each from a subgraph that is believed unless it begins with `?`. */
function headers(...replies: (string | undefined)[]) {
  const policy = noReplies();
  for (const reply of replies) addReply(policy, reply === undefined ? {} : { 'cache-control': reply.replace('?', '') }, reply?.startsWith('?') !== true);
  return policy;
}

describe('headers of several replies', () => {
  it.each([
    [['public, max-age=10', 'public, max-age=5'], { maxAge: 5, complete: true, public: true, private: false, forbidden: false }],
    [['public, max-age=10, s-maxage=99'], { maxAge: 99 }],
    [['max-age=10, max-age=3'], { maxAge: 3, public: false }],
    [['public, max-age=10', undefined], { maxAge: 10, complete: false, public: false }],
    [['public, max-age=10', 'private, max-age=10'], { private: true, public: false }],
    [['public, max-age=10', 'no-store'], { forbidden: true }],
    [['no-cache'], { forbidden: true }],
    [['MAX-AGE="7" , Public'], { maxAge: 7, public: true }],
    [['max-age=soon'], { maxAge: undefined, complete: false }],
    [['max-age=-5'], { maxAge: undefined, complete: false }],
    [['?public, max-age=10'], { public: false }],
  ])('%j', (replies, expected) => {
    expect(headers(...replies)).toMatchObject(expected);
  });

  it('takes the age of a reply off its lifetime, and believes no reply that varies by everything', () => {
    const policy = noReplies();
    addReply(policy, { 'cache-control': 'public, max-age=10', age: '4' }, true);
    expect(policy.maxAge).toBe(6);
    addReply(policy, { 'cache-control': 'public, max-age=10', vary: '*' }, true);
    expect(policy.forbidden).toBe(true);
  });
});

describe('whether an answer is remembered, and for whom', () => {
  it.each([
    ['hinted, and subgraphs say nothing', hinted, [undefined], {}, { scope: 'PUBLIC', freshSeconds: 60, staleSeconds: 0 }],
    ['hinted, and a subgraph says less', hinted, ['max-age=20'], {}, { scope: 'PUBLIC', freshSeconds: 20, staleSeconds: 0 }],
    ['hinted, and a subgraph says more', hinted, ['public, max-age=2000'], {}, { scope: 'PUBLIC', freshSeconds: 60, staleSeconds: 0 }],
    ['hinted, and a subgraph says private', hinted, ['private, max-age=20'], {}, null],
    ['hinted, and a subgraph says private, where private answers are remembered', hinted, ['private, max-age=20'], { privateAnswers: true }, { scope: 'PRIVATE', freshSeconds: 20, staleSeconds: 0 }],
    ['hinted, and a subgraph says no-store', hinted, ['no-store'], { privateAnswers: true, ttlSeconds: 60 }, null],
    ['never longer than the longest', { ...hinted, maxAge: 99_999 }, [undefined], {}, { scope: 'PUBLIC', freshSeconds: 3_600, staleSeconds: 0 }],
    ['no hints, and no headers', unhinted, [undefined], { privateAnswers: true }, null],
    ['no hints, and all who are believed say public', unhinted, ['public, max-age=9', 'public, max-age=5'], {}, { scope: 'PUBLIC', freshSeconds: 5, staleSeconds: 0 }],
    ['no hints, and one who is not believed says public', unhinted, ['public, max-age=9', '?public, max-age=5'], {}, null],
    ['no hints, and one says nothing', unhinted, ['public, max-age=9', undefined], { privateAnswers: true }, null],
    ['no hints, and one says no scope', unhinted, ['public, max-age=9', 'max-age=9'], {}, null],
    ['sealed, whatever headers say', { ...unhinted, sealed: true }, ['public, max-age=9'], {}, null],
    ['sealed, for its own caller', { ...unhinted, sealed: true }, ['public, max-age=9'], { privateAnswers: true }, { scope: 'PRIVATE', freshSeconds: 9, staleSeconds: 0 }],
    ['part is hinted but not public: headers do not widen it', { ...unhinted, maxAge: 60 }, ['public, max-age=9'], {}, null],
    ['a configured lifetime', hinted, [undefined], { ttlSeconds: 600 }, { scope: 'PUBLIC', freshSeconds: 600, staleSeconds: 0 }],
    ['a configured lifetime makes nothing public', unhinted, [undefined], { ttlSeconds: 600 }, null],
    ['a lifetime of nothing', { ...hinted, maxAge: 0 }, [undefined], {}, null],
    ['a lifetime of nothing, that may stand in', { ...hinted, maxAge: 0, staleIfErrorSeconds: 30 }, [undefined], {}, { scope: 'PUBLIC', freshSeconds: 0, staleSeconds: 30 }],
    ['that may stand in, where it is switched off', { ...hinted, maxAge: 0, staleIfErrorSeconds: 30 }, [undefined], { staleIfError: false }, null],
  ] as const)('%s', (_, policy, replies, overrides, expected) => {
    expect(decide(policy, headers(...replies), { ...settings, ...overrides })).toEqual(expected);
  });

  it('looks for nothing that could not have been remembered', () => {
    expect(mayBeRemembered(unhinted, settings, false)).toBe(false);
    expect(mayBeRemembered(unhinted, settings, true)).toBe(true);
    expect(mayBeRemembered({ ...unhinted, sealed: true }, settings, true)).toBe(false);
    expect(mayBeRemembered({ ...unhinted, sealed: true }, { ...settings, privateAnswers: true }, false)).toBe(true);
    expect(mayBeRemembered({ ...hinted, maxAge: 0 }, settings, false)).toBe(false);
    expect(mayBeRemembered({ ...hinted, maxAge: 0, staleIfErrorSeconds: 5 }, settings, false)).toBe(true);
  });
});
