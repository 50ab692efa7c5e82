import { inParts } from './in-parts.ts';

async function* pieces(...sizes: number[]) {
  for (const size of sizes) yield Buffer.alloc(size, size);
}

describe('regrouping a stream into parts', () => {
  it.each([
    [[], [0]],
    [[0], [0]],
    [[4], [4]],
    [[5], [5]],
    [[6], [5, 1]],
    [[3, 3, 3, 3], [5, 5, 2]],
    [[17], [5, 5, 5, 2]],
    [[5, 5], [5, 5]],
  ])('%j bytes become parts of %j', async (given, wanted) => {
    const parts = await Array.fromAsync(inParts(pieces(...given), 5));
    expect(parts.map(({ data }) => data.byteLength)).toEqual(wanted);
    expect(parts.map(({ last }) => last)).toEqual(wanted.map((_, i) => i === wanted.length - 1));
    expect(Buffer.concat(parts.map(({ data }) => data))).toEqual(Buffer.concat(await Array.fromAsync(pieces(...given))));
  });
});
