import { randomFillSync } from 'node:crypto';
import type { IdGenerator } from '@opentelemetry/sdk-trace-base';

const traceLetters = 32;
const bytesOfBoth = 24;
const drawnAtOnce = 170;

/** Draws ids for traces and spans, many at once: asked for one by one, the kernel is what they cost. */
export class TraceIds implements IdGenerator {
  private readonly pool = Buffer.allocUnsafeSlow(bytesOfBoth * drawnAtOnce);
  private at = this.pool.length;
  private given: string | null = null;

  /** @returns a trace's id and a span's, one after the other, in hex */
  both(): string {
    if (this.at === this.pool.length) {
      randomFillSync(this.pool);
      this.at = 0;
    }
    const from = this.at;
    this.at += bytesOfBoth;
    return this.pool.toString('hex', from, this.at);
  }

  /** The id of the trace that begins next: its sampling was decided by it. */
  beginNextWith(traceId: string): void {
    this.given = traceId;
  }

  generateTraceId = (): string => {
    const traceId = this.given ?? traceOf(this.both());
    this.given = null;
    return traceId;
  };

  generateSpanId = (): string => spanOf(this.both());
}

export const traceOf = (both: string): string => both.slice(0, traceLetters);
export const spanOf = (both: string): string => both.slice(traceLetters);
