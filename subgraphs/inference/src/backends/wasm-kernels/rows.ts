import { f32x4, i32, i32x4, loopWhile, steps, v128 } from './assemble.ts';
import type { Code, Frame, Local, WasmFunction } from './assemble.ts';

const onward = (local: Local, by: Code) => local.set(i32.add(local.get, by));
const four = i32.const(4);
const sixteen = i32.const(16);

/** Does the body for each row, with the addresses moved on by their strides. */
const eachRow = (rows: Local, moves: readonly [Local, Code][], ...body: readonly Code[]): Code =>
  loopWhile(rows.get, ...body, ...moves.map(([address, stride]) => onward(address, stride)), rows.set(i32.sub(rows.get, i32.const(1))));

/** Four floats at a time from `at` up to `end`; `count` is a multiple of four. */
const fours = (at: Local, end: Local, ...body: readonly Code[]): Code => loopWhile(i32.less(at.get, end.get), ...body, onward(at, sixteen));

/** The sum, or another fold, of four lanes, in all lanes. */
function across(value: Local, fold: (left: Code, right: Code) => Code): Code {
  return steps(
    value.set(fold(value.get, v128.shuffle(value.get, value.get, [2, 3, 0, 1]))),
    value.set(fold(value.get, v128.shuffle(value.get, value.get, [1, 0, 3, 2]))),
  );
}

const polynomial = (multiplyAdd: ReturnType<typeof f32x4.multiplyAdd>, x: Code, coefficients: readonly number[]): Code =>
  coefficients.slice(1).reduce<Code>((sum, coefficient) => multiplyAdd(sum, x, f32x4.const(coefficient)), f32x4.const(coefficients[0]!));

/**
 * exp(x) for x <= 0 to two units in the last place (coefficients: Cephes' expf), 0 where that is below the smallest normal float.
 * Replaces `x`.
 */
function exponential(frame: Frame, fused: boolean): (x: Local) => Code {
  const multiplyAdd = f32x4.multiplyAdd(fused);
  const power = frame.local('v128');
  const rest = frame.local('v128');
  return (x) =>
    steps(
      x.set(f32x4.larger(x.get, f32x4.const(-87.3))),
      power.set(f32x4.nearest(f32x4.mul(x.get, f32x4.const(Math.LOG2E)))),
      // ln 2 in two parts, so that the difference keeps its digits.
      rest.set(multiplyAdd(power.get, f32x4.const(-0.693359375), x.get)),
      rest.set(multiplyAdd(power.get, f32x4.const(2.12194440e-4), rest.get)),
      x.set(polynomial(multiplyAdd, rest.get, [1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1])),
      x.set(f32x4.add(multiplyAdd(x.get, f32x4.mul(rest.get, rest.get), rest.get), f32x4.const(1))),
      x.set(f32x4.mul(x.get, i32x4.shiftLeft(i32x4.add(f32x4.toIntegers(power.get), i32x4.const(127)), 23))),
    );
}

/** softmax(address, rows, stride, count): of the first `count` numbers of each row, in place. */
function softmax(fused: boolean): WasmFunction {
  return {
    name: 'softmax',
    parameters: 4,
    body(frame, address, rows, stride, count) {
      const exp = exponential(frame, fused);
      const [at, end, last] = frame.locals('i32', 3) as [Local, Local, Local];
      const [top, sum, x, lone] = frame.locals('v128', 4) as [Local, Local, Local, Local];
      const singly = (...body: readonly Code[]) => loopWhile(i32.less(at.get, last.get), ...body, onward(at, four));
      const begin = at.set(address!.get);
      return steps(
        eachRow(rows!, [[address!, stride!.get]],
          last.set(i32.add(address!.get, i32.shiftLeft(count!.get, i32.const(2)))),
          end.set(i32.add(address!.get, i32.shiftLeft(i32.and(count!.get, i32.const(-4)), i32.const(2)))),
          begin, top.set(v128.loadSplat(at.get)),
          fours(at, end, top.set(f32x4.larger(top.get, v128.load(at.get)))),
          singly(top.set(f32x4.larger(top.get, v128.loadSplat(at.get)))),
          across(top, f32x4.larger),
          begin, sum.set(f32x4.const(0)), lone.set(f32x4.const(0)),
          fours(at, end, x.set(f32x4.sub(v128.load(at.get), top.get)), exp(x), v128.store(at.get, x.get), sum.set(f32x4.add(sum.get, x.get))),
          singly(x.set(f32x4.sub(v128.loadFirst(at.get), top.get)), exp(x), v128.storeFirst(at.get, x.get), lone.set(f32x4.add(lone.get, v128.loadFirst(at.get)))),
          sum.set(f32x4.add(sum.get, lone.get)),
          across(sum, f32x4.add),
          sum.set(f32x4.div(f32x4.const(1), sum.get)),
          begin,
          fours(at, end, v128.store(at.get, f32x4.mul(v128.load(at.get), sum.get))),
          singly(v128.storeFirst(at.get, f32x4.mul(v128.loadFirst(at.get), sum.get))),
        ),
      );
    },
  };
}

/**
 * sumOfExponentials(address, count, out): the largest number goes to `out`, and the sum of exp(number - largest) to the float after
 * it. `count` is a multiple of four.
 */
function sumOfExponentials(fused: boolean): WasmFunction {
  return {
    name: 'sumOfExponentials',
    parameters: 3,
    body(frame, address, count, out) {
      const exp = exponential(frame, fused);
      const [at, end] = frame.locals('i32', 2) as [Local, Local];
      const [top, sum, x] = frame.locals('v128', 3) as [Local, Local, Local];
      const begin = at.set(address!.get);
      return steps(
        end.set(i32.add(address!.get, i32.shiftLeft(count!.get, i32.const(2)))),
        begin, top.set(v128.load(at.get)),
        fours(at, end, top.set(f32x4.larger(top.get, v128.load(at.get)))),
        across(top, f32x4.larger),
        v128.storeFirst(out!.get, top.get),
        begin, sum.set(f32x4.const(0)),
        fours(at, end, x.set(f32x4.sub(v128.load(at.get), top.get)), exp(x), sum.set(f32x4.add(sum.get, x.get))),
        across(sum, f32x4.add),
        v128.storeFirst(out!.get, sum.get, 4),
      );
    },
  };
}

/** normalise(from, to, rows, bytes, reciprocal): mean 0 and variance 1 a row of `bytes`; at `reciprocal` lies 1 / count and after it epsilon. */
function normalise(fused: boolean): WasmFunction {
  return {
    name: 'normalise',
    parameters: 5,
    body(frame, from, to, rows, bytes, reciprocal) {
      const multiplyAdd = f32x4.multiplyAdd(fused);
      const [at, end, out] = frame.locals('i32', 3) as [Local, Local, Local];
      const [mean, squares, x, share, epsilon] = frame.locals('v128', 5) as [Local, Local, Local, Local, Local];
      const begin = steps(at.set(from!.get), end.set(i32.add(from!.get, bytes!.get)));
      return steps(
        share.set(v128.loadSplat(reciprocal!.get)), epsilon.set(v128.loadSplat(reciprocal!.get, 4)),
        eachRow(rows!, [[from!, bytes!.get], [to!, bytes!.get]],
          begin, mean.set(f32x4.const(0)),
          fours(at, end, mean.set(f32x4.add(mean.get, v128.load(at.get)))),
          across(mean, f32x4.add), mean.set(f32x4.mul(mean.get, share.get)),
          begin, squares.set(f32x4.const(0)),
          fours(at, end, x.set(f32x4.sub(v128.load(at.get), mean.get)), squares.set(multiplyAdd(x.get, x.get, squares.get))),
          across(squares, f32x4.add),
          squares.set(f32x4.div(f32x4.const(1), f32x4.sqrt(multiplyAdd(squares.get, share.get, epsilon.get)))),
          begin, out.set(to!.get),
          fours(at, end, v128.store(out.get, f32x4.mul(f32x4.sub(v128.load(at.get), mean.get), squares.get)), onward(out, sixteen)),
        ),
      );
    },
  };
}

/**
 * bareGelu(address, bytes): y + y * erf(y) of each number, in place. erf near zero is a polynomial, and farther out 1 - exp of
 * one; both to one unit in the last place (coefficients: N. Juffa's erff).
 */
function bareGelu(fused: boolean): WasmFunction {
  return {
    name: 'bareGelu',
    parameters: 2,
    body(frame, address, bytes) {
      const multiplyAdd = f32x4.multiplyAdd(fused);
      const exp = exponential(frame, fused);
      const end = frame.local('i32');
      const [y, size, near, far] = frame.locals('v128', 4) as [Local, Local, Local, Local];
      return steps(
        end.set(i32.add(address!.get, bytes!.get)),
        fours(address!, end,
          y.set(v128.load(address!.get)),
          size.set(f32x4.abs(y.get)),
          near.set(polynomial(multiplyAdd, f32x4.mul(y.get, y.get), [-5.96761703e-4, 4.99119423e-3, -2.67681349e-2, 1.12819925e-1, -3.76125336e-1, 1.28379166e-1])),
          near.set(multiplyAdd(near.get, y.get, y.get)),
          // Farther out than 4 it is one; the polynomial is not made for more.
          size.set(f32x4.smaller(size.get, f32x4.const(4))),
          far.set(polynomial(multiplyAdd, size.get, [-1.72853470e-5, 3.83197126e-4, -3.88396438e-3, 2.42546219e-2, -1.06777877e-1, -6.34846687e-1, -1.28717512e-1])),
          far.set(f32x4.sub(f32x4.mul(far.get, size.get), size.get)),
          exp(far),
          far.set(f32x4.sub(f32x4.const(1), far.get)),
          far.set(v128.select(y.get, far.get, i32x4.const(-0x80000000))),
          near.set(v128.select(far.get, near.get, f32x4.greater(size.get, f32x4.const(0.927734375)))),
          v128.store(address!.get, multiplyAdd(y.get, near.get, y.get)),
        ),
      );
    },
  };
}

/** add(to, more, bytes): more is added to what is there. */
const add: WasmFunction = {
  name: 'add',
  parameters: 3,
  body(frame, to, more, bytes) {
    const end = frame.local('i32');
    return steps(
      end.set(i32.add(to!.get, bytes!.get)),
      fours(to!, end, v128.store(to!.get, f32x4.add(v128.load(to!.get), v128.load(more!.get))), onward(more!, sixteen)),
    );
  },
};

/** packColumns(from, stride, rows, columns, to, panelStride): a matrix, row by row, into panels of eight columns; columns are a multiple of eight. */
const packColumns: WasmFunction = {
  name: 'packColumns',
  parameters: 6,
  body(frame, from, stride, rows, columns, to, panelStride) {
    const [left, at, out] = frame.locals('i32', 3) as [Local, Local, Local];
    return loopWhile(columns!.get,
      left.set(rows!.get), at.set(from!.get), out.set(to!.get),
      eachRow(left, [[at, stride!.get], [out, i32.const(32)]], v128.store(out.get, v128.load(at.get)), v128.store(out.get, v128.load(at.get, 16), 16)),
      onward(from!, i32.const(32)), onward(to!, panelStride!.get), columns!.set(i32.sub(columns!.get, i32.const(8))),
    );
  },
};

/**
 * packTransposed(from, stride, rows, columns, to, panelStride, first): the transpose of a matrix into panels of eight of its rows.
 * `first` is the place of its first row among the packed ones. Columns are a multiple of four.
 */
const packTransposed: WasmFunction = {
  name: 'packTransposed',
  parameters: 7,
  body(frame, from, stride, rows, columns, to, panelStride, first) {
    const [at, end, out] = frame.locals('i32', 3) as [Local, Local, Local];
    return eachRow(rows!, [[from!, stride!.get], [first!, i32.const(1)]],
      at.set(from!.get), end.set(i32.add(from!.get, i32.shiftLeft(columns!.get, i32.const(2)))),
      out.set(i32.add(to!.get, i32.add(i32.mul(i32.shiftRight(first!.get, i32.const(3)), panelStride!.get), i32.shiftLeft(i32.and(first!.get, i32.const(7)), i32.const(2))))),
      fours(at, end, ...[0, 1, 2, 3].map((turn) => i32.store(out.get, i32.load(at.get, 4 * turn), 32 * turn)), onward(out, i32.const(128))),
    );
  },
};

export function rowFunctions(fused: boolean): WasmFunction[] {
  return [softmax(fused), sumOfExponentials(fused), normalise(fused), bareGelu(fused), add, packColumns, packTransposed];
}
