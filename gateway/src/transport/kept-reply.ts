import type { SubgraphReply } from './contract.ts';

const slabSize = 512 * 1_024;
/** What is longer has a buffer of its own. */
const longest = slabSize / 8;

let slab: Buffer = Buffer.allocUnsafeSlow(slabSize);
let used = 0;

/** A reply whose bytes are kept, and made text only for whoever asks. */
export class KeptReply implements SubgraphReply {
  readonly status: number;
  readonly headers: SubgraphReply['headers'];
  readonly bytes: Uint8Array;
  parsed: SubgraphReply['parsed'] = undefined;
  /** See execution/read-reply.ts. */
  withoutErrors = false;
  private ownText: string | undefined = undefined;

  /** @param body lent: it is copied */
  constructor(status: number, headers: SubgraphReply['headers'], body: Buffer) {
    this.status = status;
    this.headers = headers;
    this.bytes = keep(body);
  }

  get text(): string {
    return (this.ownText ??= (this.bytes as Buffer).toString('utf8'));
  }
}

/** One buffer for many replies: a buffer for each costs more than what is copied into it. */
function keep(body: Buffer): Buffer {
  const { length } = body;
  if (length > longest) return Buffer.from(body);
  if (used + length > slabSize) {
    slab = Buffer.allocUnsafeSlow(slabSize);
    used = 0;
  }
  const kept = slab.subarray(used, used + length);
  kept.set(body);
  used += length;
  return kept;
}
