import type { Lent, Outcome } from '../contract.ts';
import { giveBack, headRoom } from './memory.ts';
import type { Memory } from './memory.ts';

const noErrors: Outcome['errors'] = [];

/** What was written, as bytes, or as text for whoever asks for that first. */
export class QuickOutcome implements Outcome {
  errors: Outcome['errors'] = noErrors;
  extensions: Record<string, unknown> | undefined = undefined;
  private memory: Memory | null;
  private readonly end: number;
  private text: string | undefined = undefined;

  constructor(memory: Memory, end: number) {
    this.memory = memory;
    this.end = end;
  }

  get data(): string {
    if (this.text === undefined) {
      if (!this.memory) throw new Error('an answer was read after its bytes had gone out');
      this.text = this.memory.answer.toString('utf8', headRoom, this.end);
      this.release();
    }
    return this.text;
  }

  set data(text: string) {
    this.text = text;
    this.release();
  }

  lend(): Lent | null {
    const { memory } = this;
    if (!memory) return null;
    return { buffer: memory.answer, start: headRoom, end: this.end, release: () => this.release() };
  }

  private release(): void {
    if (this.memory) giveBack(this.memory);
    this.memory = null;
  }
}
