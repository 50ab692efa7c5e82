import { applyRank, isSupportedType } from './resources.ts';
import type { BundleEntry } from './bundle.ts';

export type Slice = { entries: BundleEntry[]; bytes: number };

/**
 * Cuts a bundle into requests of at most `maxEntries` and `maxBytes` (of JSON, UTF-8), in an order in which no entry
 * comes before what it refers to. Of an unsupported resource only its type and id travel: it will be skipped anyway.
 * @throws RangeError when one entry alone is over `maxBytes`
 */
export function sliceBundle(entries: readonly BundleEntry[], limits: { maxEntries: number; maxBytes: number }): Slice[] {
  const ordered = [...entries].sort((a, b) => applyRank(a.resourceType) - applyRank(b.resourceType) || a.index - b.index);
  const slices: Slice[] = [];
  let current: Slice = { entries: [], bytes: 0 };
  for (const whole of ordered) {
    const entry = isSupportedType(whole.resourceType) ? { ...whole, resource: withoutNarrative(whole.resource) } : { ...whole, resource: stub(whole) };
    const bytes = Buffer.byteLength(JSON.stringify(entry));
    if (bytes > limits.maxBytes) throw new RangeError(`entry[${entry.index}] is larger than ${limits.maxBytes} bytes`);
    if (current.entries.length >= limits.maxEntries || current.bytes + bytes > limits.maxBytes) {
      slices.push(current);
      current = { entries: [], bytes: 0 };
    }
    current.entries.push(entry);
    current.bytes += bytes;
  }
  if (current.entries.length > 0) slices.push(current);
  return slices;
}

function stub(entry: BundleEntry): Record<string, unknown> {
  const { id } = entry.resource;
  return { resourceType: entry.resourceType, ...(typeof id === 'string' ? { id } : {}) };
}

/** The HTML that repeats what the fields say, and the sender's bookkeeping: neither is read. */
function withoutNarrative(resource: Record<string, unknown>): Record<string, unknown> {
  const { text: _text, meta: _meta, ...rest } = resource;
  return rest;
}
