/** Room for heads before an answer, in its buffer. */
export const headRoom = 4_096;

const firstBytes = 8 * 1_024;
const firstCells = 2 * 1_024;
const firstAnswer = 256 * 1_024;
/** What all that waits for its next use may hold together. */
const mostKept = 32 * 1_048_576;
/** Readers compare words, writers copy words: both reach a little beyond what they are about. */
const slack = 16;

/**
 * What one execution needs: the replies' bytes, one after another, and cells that say where in them each value stands.
 * Requests hand it on to one another, so that none of them leaves anything to the garbage collector.
 */
export class Memory {
  bytes = Buffer.allocUnsafeSlow(firstBytes);
  words = viewOf(this.bytes);
  /** Bytes in use. */
  end = 0;
  cells = new Int32Array(firstCells);
  /** Cells in use. The first is no object: a cell of 0 points nowhere. */
  top = 1;

  get size(): number {
    return this.bytes.length + this.cells.length * 4;
  }

  /** Takes a reply's bytes, with a 0 behind them, which no JSON text has. @returns where they begin */
  take(reply: Uint8Array): number {
    const from = this.end;
    const end = from + reply.length;
    if (end + slack > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow((end + slack) * 2);
      larger.set(this.bytes.subarray(0, from));
      this.bytes = larger;
      this.words = viewOf(larger);
    }
    this.bytes.set(reply, from);
    this.bytes[end] = 0;
    this.end = end + 1;
    return from;
  }

  /** @returns the first of so many cells, all 0 */
  reserve(count: number): number {
    const from = this.top;
    while (from + count > this.cells.length) this.growCells();
    this.cells.fill(0, from, from + count);
    this.top = from + count;
    return from;
  }

  growCells(): void {
    const larger = new Int32Array(this.cells.length * 2);
    larger.set(this.cells);
    this.cells = larger;
  }
}

/** What an answer is written into: few, as it is sent at once. */
export class AnswerBuffer {
  bytes = Buffer.allocUnsafeSlow(firstAnswer);
  words = viewOf(this.bytes);

  get size(): number {
    return this.bytes.length;
  }

  /** Makes it twice as long as this; what is in it stays. */
  grow(length: number): void {
    const larger = Buffer.allocUnsafeSlow(length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
    this.words = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer) => new DataView(buffer, byteOffset, byteLength);

/** Things that wait for their next use, as long as they are not too much together. */
class Kept<T extends { readonly size: number }> {
  readonly #things: T[] = [];
  readonly #make: () => T;
  #size = 0;

  constructor(make: () => T) {
    this.#make = make;
  }

  borrow(): T {
    const thing = this.#things.pop();
    if (!thing) return this.#make();
    this.#size -= thing.size;
    return thing;
  }

  giveBack(thing: T): void {
    if (this.#size + thing.size > mostKept) return;
    this.#size += thing.size;
    this.#things.push(thing);
  }
}

const memories = new Kept(() => new Memory());
export const answerBuffers = new Kept(() => new AnswerBuffer());

export function borrowMemory(): Memory {
  const memory = memories.borrow();
  memory.end = 0;
  memory.top = 1;
  memory.cells[0] = 0;
  return memory;
}

/** Nobody reads it any more. */
export const giveBack = (memory: Memory): void => memories.giveBack(memory);
