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
  /** Trace ids whose place among 2^32 is below it are recorded. */
  private readonly bound: number;

  /** @param ratio the part of traces that is recorded */
  constructor(ratio: number) {
    this.bound = ratio >= 1 ? 2 ** 32 : Math.floor(Math.max(0, ratio) * 0xffffffff);
  }

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

  /** Whether the trace that was just drawn is recorded, as OpenTelemetry's sampler by ratio would decide by its id. */
  recordsDrawn(): boolean {
    const { pool } = this;
    const from = this.at - bytesOfBoth;
    const place = pool.readInt32BE(from) ^ pool.readInt32BE(from + 4) ^ pool.readInt32BE(from + 8) ^ pool.readInt32BE(from + 12);
    return place >>> 0 < this.bound;
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
