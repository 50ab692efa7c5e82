import type { Tokens } from '../tokens/tokens.ts';
import { warp } from './warp.ts';
import { wordsOf } from './words.ts';

/** Token n is the n-th piece; pieces are bytes, so that a character may lie across two. */
function heard(pieces: (string | number[])[], language = 'en') {
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? [...Buffer.from(piece)] : piece));
  const tokens = { decode: (ids: number[]) => Buffer.from(ids.flatMap((id) => bytes[id]!)).toString('utf8') } as unknown as Tokens;
  const ids = pieces.map((_, at) => at);
  return wordsOf(tokens, ids, [...ids.map((at) => at * 10), pieces.length * 10], ids.map((at) => -at / 10), language).map(({ text, startFrame, endFrame }) => [text, startFrame, endFrame]);
}

describe('words of tokens', () => {
  it('begin at spaces, and take their punctuation along', () => {
    expect(heard([' Take', ' met', 'form', 'in', ',', ' twice', ' (', 'daily', ')', '.'])).toEqual([['Take', 0, 10], ['metformin,', 10, 50], ['twice', 50, 60], ['(daily).', 60, 100]]);
  });
  it('join the bytes of a character', () => {
    expect(heard([' caf', [0xc3], [0xa9], ' now'])).toEqual([['café', 0, 30], ['now', 30, 40]]);
  });
  it('are characters where there are no spaces', () => {
    expect(heard(['你', '好', '。'], 'zh')).toEqual([['你', 0, 10], ['好。', 10, 30]]);
  });
  it('are none of nothing', () => expect(heard([])).toEqual([]));
});

describe('time warping', () => {
  it('follows the cheap cells, and only ever goes on', () => {
    const costs = Float64Array.from([0, 9, 9, 9, 9, 0, 0, 9, 9, 9, 9, 0]);
    expect(warp(costs, 3, 4)).toEqual([0, 1, 3]);
  });
  it('gives every row a column, also where there are fewer columns than rows', () => {
    expect(warp(new Float64Array(4), 4, 1)).toEqual([0, 0, 0, 0]);
  });
});
