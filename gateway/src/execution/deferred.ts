import type { WrittenPart } from './compile-parts.ts';
import type { Patch } from './contract.ts';
import type { ErrorPaths } from './error-paths.ts';
import { ourFault } from './failure.ts';
import { isTree, own } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { isIncomplete, tellPart } from './outcome.ts';
import type { Place } from './outcome.ts';
import type { Run } from './run.ts';
import { fits } from './type-conditions.ts';
import { fragmentStep } from './without-deferred.ts';

/** What was deferred, as it becomes ready. The last patch may say that there is more when nothing came of it. */
export class Deferred {
  readonly #patches: Patch[] = [];
  readonly #parts: number;
  #ended = 0;
  /** Parts that have ended and were not told. */
  #held: WrittenPart[] = [];
  #left: number;
  #wake: (() => void) | undefined;

  /** @param parts how many are to come */
  constructor(parts: number) {
    this.#parts = parts;
    this.#left = parts;
  }

  /** A part whose fetches have all ended, told for each object that it belongs to and that is still there. */
  add(run: Run, part: WrittenPart, gone: ErrorPaths): void {
    this.#ended += 1;
    this.#held.push(part);
    const isLast = this.#ended === this.#parts;
    // What lacks something may get it from a part that is still to come.
    const held: WrittenPart[] = [];
    const ready: WrittenPart[] = [];
    for (const one of this.#held) {
      // …and nothing is told before the part that its object may be in. Parts end, and are held, after those above them.
      const waits = held.some(({ index }) => index === one.parent) || isIncomplete(run, one, standing(run, one, gone));
      (waits && !isLast ? held : ready).push(one);
    }
    this.#held = held;
    for (const each of ready) this.#tell(run, each, gone);
    this.#wake?.();
  }

  #tell(run: Run, part: WrittenPart, gone: ErrorPaths): void {
    this.#left -= 1;
    const places = standing(run, part, gone);
    const told = tellPart(run, part, places, gone);
    for (const [index, { data, errors }] of told.entries()) {
      const hasNext = this.#left > 0 || index < told.length - 1;
      this.#patches.push({ path: places[index]?.path ?? [], ...(part.label === undefined ? {} : { label: part.label }), data, errors, hasNext });
    }
  }

  /** A part that could not be told at all. */
  fail(part: WrittenPart): void {
    const { label } = part;
    this.#held = this.#held.filter((held) => held !== part);
    this.#left -= 1;
    this.#patches.push({ path: [], ...(label === undefined ? {} : { label }), data: 'null', errors: [ourFault], hasNext: this.#left > 0 });
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Patch> {
    for (;;) {
      const patch = this.#patches.shift();
      if (patch) yield patch;
      else if (this.#left === 0) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

const standing = (run: Run, part: WrittenPart, gone: ErrorPaths): Place[] => [...placesAt(part, run.data, part.queryPath, [])].filter(({ path }) => !gone.holds(path));

function* placesAt(part: WrittenPart, value: unknown, path: readonly string[], at: readonly (string | number)[]): Generator<Place> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* placesAt(part, item, path, [...at, index]);
    return;
  }
  if (!isTree(value)) return;
  const [step, ...rest] = path;
  if (step === undefined) yield { object: value, path: at };
  else if (!step.startsWith(fragmentStep)) yield* placesAt(part, own(value, step), rest, [...at, step]);
  else if (isOf(part, value, step.slice(fragmentStep.length))) yield* placesAt(part, value, rest, at);
}

function isOf({ schema }: WrittenPart, object: Tree, condition: string): boolean {
  const typename = own(object, '__typename');
  return typeof typename !== 'string' || fits(schema, condition, typename);
}
