import { call, f32x4, i32, loopWhile, steps, v128, when } from './assemble.ts';
import type { Code, Local, WasmFunction } from './assemble.ts';

/** Columns of a panel: a matrix is packed as panels of so many columns, row after row, the last one filled up with zeros. */
export const panelColumns = 8;
/**
 * Rows of a tile. Its eight sums, and what one turn of the loop loads (four numbers, two vectors of the panel), fit the 15
 * registers that V8 has on x86. It loads all of a turn before it multiplies: with more rows or a turn unrolled, sums go to the
 * stack, and a third of the speed with them.
 */
export const tileRows = 4;
/** A tile beside the matrix, for the columns of the last panel. */
export const tileBytes = tileRows * panelColumns * 4;

/** A matrix, row by row, as panels. */
export function packPanels(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const packed = new Float32Array(Math.ceil(columns / panelColumns) * panelColumns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) packed[((column >> 3) * rows + row) * panelColumns + (column & 7)] = matrix[row * columns + column]!;
  }
  return packed;
}

/**
 * tile<rows>(k, a, aStride, b, c, cStride, start, startStride): c = start + a * b for so many rows and one panel b.
 * Strides are bytes between rows; a startStride of 0 gives each row the same start (a bias).
 */
function tile(rows: number, fused: boolean): WasmFunction {
  return {
    name: `tile${rows}`,
    parameters: 8,
    body(frame, k, a, aStride, b, c, cStride, start, startStride) {
      const multiplyAdd = f32x4.multiplyAdd(fused);
      // One row has two sums that wait for themselves: then two turns have a pair each.
      const chains = rows === 1 ? 2 : 1;
      const left = frame.locals('v128', rows * chains);
      const right = frame.locals('v128', rows * chains);
      const [one, low, high] = frame.locals('v128', 3) as [Local, Local, Local];
      const at = [a!, ...frame.locals('i32', rows - 1)];
      const each = (turn: number): Code =>
        steps(
          low.set(v128.load(b!.get, 32 * turn)),
          high.set(v128.load(b!.get, 32 * turn + 16)),
          ...at.flatMap((address, row) => {
            const [mine, other] = [left[turn * rows + row]!, right[turn * rows + row]!];
            return [one.set(v128.loadSplat(address.get, 4 * turn)), mine.set(multiplyAdd(one.get, low.get, mine.get)), other.set(multiplyAdd(one.get, high.get, other.get))];
          }),
        );
      const onward = (count: number) => steps(...at.map((address) => address.set(i32.add(address.get, i32.const(4 * count)))), b!.set(i32.add(b!.get, i32.const(32 * count))), k!.set(i32.sub(k!.get, i32.const(count))));
      return steps(
        ...at.slice(1).map((address, row) => address.set(i32.add(at[row]!.get, aStride!.get))),
        ...at.flatMap((_, row) => [left[row]!.set(v128.load(start!.get)), right[row]!.set(v128.load(start!.get, 16)), ...(row < rows - 1 ? [start!.set(i32.add(start!.get, startStride!.get))] : [])]),
        ...(chains > 1 ? [loopWhile(i32.atLeast(k!.get, i32.const(chains)), ...Array.from({ length: chains }, (_, turn) => each(turn)), onward(chains))] : []),
        // Asked before each turn and not after it: V8 makes a tenth more of this one.
        loopWhile(i32.atLeast(k!.get, i32.const(1)), each(0), onward(1)),
        ...[left, right].flatMap((sums) => sums.slice(rows).map((sum, index) => sums[index % rows]!.set(f32x4.add(sums[index % rows]!.get, sum.get)))),
        ...at.flatMap((_, row) => [v128.store(c!.get, left[row]!.get), v128.store(c!.get, right[row]!.get, 16), ...(row < rows - 1 ? [c!.set(i32.add(c!.get, cStride!.get))] : [])]),
      );
    },
  };
}

/**
 * product(m, n, k, a, aStride, b, panelStride, c, cStride, start, startStride, spare, inner): c = start + a * b for any m, n and k.
 * Panel by panel, and of each `inner` rows at a time that pass all rows of a while they are in the nearest cache: give it no
 * more rows than the next cache holds. `spare` has room for a tile.
 * @param first place of tile1 in the module
 */
function product(first: number): WasmFunction {
  return {
    name: 'product',
    parameters: 13,
    body(frame, m, n, k, a, aStride, b, panelStride, c, cStride, start, startStride, spare, inner) {
      const [rows, rowA, rowC, rowStart, count, row, column, from, to] = frame.locals('i32', 9) as [Local, Local, Local, Local, Local, Local, Local, Local, Local];
      const [left, piece, partA, partB, partStart, partStride] = frame.locals('i32', 6) as [Local, Local, Local, Local, Local, Local];
      const onward = (local: Local, by: Code) => local.set(i32.add(local.get, by));
      const most = (local: Local, limit: Code) => when(i32.less(limit, local.get), local.set(limit));
      const copy = (fromStart: Code, fromStride: Code, toStart: Code, toStride: Code) =>
        steps(
          from.set(fromStart), to.set(toStart), row.set(count.get),
          loopWhile(row.get,
            column.set(i32.const(0)),
            loopWhile(i32.less(column.get, i32.shiftLeft(n!.get, i32.const(2))), i32.store(i32.add(to.get, column.get), i32.load(i32.add(from.get, column.get))), onward(column, i32.const(4))),
            onward(from, fromStride), onward(to, toStride), row.set(i32.sub(row.get, i32.const(1))),
          ),
        );
      const run = (tileC: Code, tileCStride: Code, tileStart: Code, tileStartStride: Code) =>
        Array.from({ length: tileRows }, (_, at) => tileRows - at).reduceRight<Code>(
          (otherwise, size) => when(i32.atLeast(count.get, i32.const(size)), call(first + size - 1, piece.get, rowA.get, aStride!.get, partB.get, tileC, tileCStride, tileStart, tileStartStride), otherwise), [],
        );
      const spareStride = i32.const(4 * panelColumns);
      const part = steps(
        rows.set(m!.get), rowA.set(partA.get), rowC.set(c!.get), rowStart.set(partStart.get),
        loopWhile(rows.get,
          count.set(rows.get), most(count, i32.const(tileRows)),
          when(i32.less(n!.get, i32.const(panelColumns)),
            steps(copy(rowStart.get, partStride.get, spare!.get, spareStride), run(spare!.get, spareStride, spare!.get, spareStride), copy(spare!.get, spareStride, rowC.get, cStride!.get)),
            run(rowC.get, cStride!.get, rowStart.get, partStride.get),
          ),
          onward(rowA, i32.mul(count.get, aStride!.get)), onward(rowC, i32.mul(count.get, cStride!.get)), onward(rowStart, i32.mul(count.get, partStride.get)),
          rows.set(i32.sub(rows.get, count.get)),
        ),
      );
      return loopWhile(n!.get,
        left.set(k!.get), partA.set(a!.get), partB.set(b!.get), partStart.set(start!.get), partStride.set(startStride!.get),
        loopWhile(left.get,
          piece.set(left.get), most(piece, inner!.get),
          part,
          // What was added up so far is where the next part begins.
          partStart.set(c!.get), partStride.set(cStride!.get),
          onward(partA, i32.shiftLeft(piece.get, i32.const(2))), onward(partB, i32.shiftLeft(piece.get, i32.const(5))), left.set(i32.sub(left.get, piece.get)),
        ),
        onward(b!, panelStride!.get), onward(c!, i32.const(4 * panelColumns)), onward(start!, i32.const(4 * panelColumns)),
        when(i32.less(n!.get, i32.const(panelColumns)), n!.set(i32.const(0)), n!.set(i32.sub(n!.get, i32.const(panelColumns)))),
      );
    },
  };
}

/** They call one another by their place: these stand first in the module. */
export function productFunctions(fused: boolean): WasmFunction[] {
  return [...Array.from({ length: tileRows }, (_, at) => tile(at + 1, fused)), product(0)];
}
