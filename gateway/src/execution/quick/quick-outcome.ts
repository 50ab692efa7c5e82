import type { Lent, Outcome } from '../contract.ts';
import { answerBuffers, headRoom } from './memory.ts';
import type { AnswerBuffer } from './memory.ts';

const noErrors: Outcome['errors'] = [];

/** What was written, as bytes, or as text for whoever asks for that first. */
export class QuickOutcome implements Outcome {
  errors: Outcome['errors'] = noErrors;
  extensions: Record<string, unknown> | undefined = undefined;
  private answer: AnswerBuffer | null;
  private readonly end: number;
  private text: string | undefined = undefined;

  constructor(answer: AnswerBuffer, end: number) {
    this.answer = answer;
    this.end = end;
  }

  get data(): string {
    if (this.text === undefined) {
      if (!this.answer) throw new Error('an answer was read after its bytes had gone out');
      this.text = this.answer.bytes.toString('utf8', headRoom, this.end);
      this.release();
    }
    return this.text;
  }

  set data(text: string) {
    this.text = text;
    this.release();
  }

  lend(): Lent | null {
    const { answer } = this;
    if (!answer) return null;
    return { buffer: answer.bytes, start: headRoom, end: this.end, release: () => this.release() };
  }

  private release(): void {
    if (this.answer) answerBuffers.giveBack(this.answer);
    this.answer = null;
  }
}
