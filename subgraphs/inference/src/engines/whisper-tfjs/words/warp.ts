/**
 * Dynamic time warping: the cheapest way through a table of costs that only ever goes on, in rows, columns or both.
 * @param costs rows * columns
 * @returns for each row the column at which the way enters it
 */
export function warp(costs: Float64Array, rows: number, columns: number): number[] {
  const width = columns + 1;
  const total = new Float32Array((rows + 1) * width).fill(Infinity);
  const cameFrom = new Uint8Array((rows + 1) * width);
  const both = 0;
  const row = 1;
  const column = 2;
  total[0] = 0;
  for (let i = 1; i <= rows; i += 1) {
    for (let j = 1; j <= columns; j += 1) {
      const diagonal = total[(i - 1) * width + j - 1]!;
      const above = total[(i - 1) * width + j]!;
      const left = total[i * width + j - 1]!;
      const from = diagonal < above && diagonal < left ? both : above < diagonal && above < left ? row : column;
      const before = from === both ? diagonal : from === row ? above : left;
      total[i * width + j] = costs[(i - 1) * columns + j - 1]! + before;
      cameFrom[i * width + j] = from;
    }
  }
  const entered = Array<number>(rows).fill(0);
  for (let i = rows, j = columns; i > 0; ) {
    const from = j === 0 ? row : cameFrom[i * width + j]!;
    entered[i - 1] = Math.max(0, j - 1);
    if (from !== column) i -= 1;
    if (from !== row) j -= 1;
  }
  return entered;
}
