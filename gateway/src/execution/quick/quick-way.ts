import type { WrittenPart } from '../compile-parts.ts';
import type { Compiled } from '../schedule.ts';
import { compileQuick } from './compile-quick.ts';
import type { QuickProgram } from './compile-quick.ts';

/** The longest that an operation stays on the exact way, in runs, before it tries the quick one again. */
const longestRest = 255;

/** Hears why an operation, or one run of it, is for the exact way. */
export type LeftQuickWay = (reason: unknown) => void;

/**
 * The quick way of one operation: made when it is first run. One that is left again and again (a subgraph that always
 * reports an error, an id that is a number) costs both ways, so it is tried less and less often.
 */
export class QuickWay {
  readonly #schedule: Compiled;
  readonly #part: WrittenPart;
  readonly #hear: LeftQuickWay | undefined;
  #program: QuickProgram | null | undefined;
  #inARow = 0;
  #rest = 0;

  constructor(schedule: Compiled, part: WrittenPart, hear: LeftQuickWay | undefined) {
    this.#schedule = schedule;
    this.#part = part;
    this.#hear = hear;
  }

  /** @returns null where this run goes the exact way from the start */
  program(): QuickProgram | null {
    if (this.#rest > 0) {
      this.#rest -= 1;
      return null;
    }
    if (this.#program === undefined) this.#program = compileQuick(this.#schedule, this.#part, this);
    return this.#program;
  }

  succeeded(): void {
    this.#inARow = 0;
  }

  left(reason: unknown): void {
    this.#hear?.(reason);
    this.#inARow += 1;
    this.#rest = Math.min(longestRest, 2 ** (this.#inARow - 1) - 1);
  }
}
