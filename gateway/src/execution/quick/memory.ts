/** Room for heads before an answer, in its buffer. */
export const headRoom = 4_096;

const firstBytes = 32 * 1_024;
const firstCells = 8 * 1_024;
const firstAnswer = 64 * 1_024;
/** What has grown beyond this is not kept for the next request. */
const mostKept = 4 * 1_048_576;
const mostPooled = 64;
/** Readers compare words, writers copy words: both reach a little beyond what they are about. */
const slack = 16;

/**
 * What one execution needs: the replies' bytes, one after another; cells that say where in them each value stands; and
 * the answer's bytes. Requests hand it on to one another, so that none of them leaves anything to the garbage collector.
 */
export class Memory {
  bytes = Buffer.allocUnsafeSlow(firstBytes);
  words = viewOf(this.bytes);
  /** Bytes in use. */
  end = 0;
  cells = new Int32Array(firstCells);
  /** Cells in use. The first is no object: a cell of 0 points nowhere. */
  top = 1;
  answer = Buffer.allocUnsafeSlow(firstAnswer);
  answerWords = viewOf(this.answer);

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

  /** Makes the answer's buffer at least so long; what is in it stays. */
  growAnswer(length: number): void {
    const larger = Buffer.allocUnsafeSlow(length * 2);
    larger.set(this.answer);
    this.answer = larger;
    this.answerWords = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer) => new DataView(buffer, byteOffset, byteLength);

const pool: Memory[] = [];

export function borrowMemory(): Memory {
  const memory = pool.pop() ?? new Memory();
  memory.end = 0;
  memory.top = 1;
  memory.cells[0] = 0;
  return memory;
}

/** Nobody reads it any more. */
export function giveBack(memory: Memory): void {
  if (pool.length < mostPooled && memory.bytes.length + memory.cells.length * 4 + memory.answer.length <= mostKept) pool.push(memory);
}
