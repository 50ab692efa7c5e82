import type { Exchange } from '../hooks/contract.ts';

export type LabelDecision = (exchange: Exchange) => ReadonlySet<string>;

const none: ReadonlySet<string> = new Set();
const note = Symbol('override labels');

/**
 * Which of a supergraph's progressive overrides are on for a request: those that hooks switched on (feature flags), those
 * that are on for everybody, and `percent(N)` for N of a hundred callers, always the same ones. Who is nobody is drawn
 * for each request.
 * @param labels of the supergraph
 */
export function createLabelDecision(labels: readonly string[], always: readonly string[] = []): LabelDecision {
  if (labels.length === 0) return () => none;
  const forAll = labels.filter((label) => always.includes(label));
  const shares = labels.flatMap((label) => {
    const percent = /^percent\((\d+(?:\.\d+)?)\)$/.exec(label)?.[1];
    return percent === undefined ? [] : [{ label, share: Number(percent) / 100 }];
  });
  const others = new Set(labels);

  return (exchange) => {
    const decided = exchange.notes.get(note) as ReadonlySet<string> | undefined;
    if (decided) return decided;
    const on = new Set(forAll);
    for (const label of exchange.overrideLabels) if (others.has(label)) on.add(label);
    const { caller, headers } = exchange;
    const who = caller ? `${caller.tenant}/${caller.userId}` : headers.authorization;
    for (const { label, share } of shares) {
      if (share >= 1 || (share > 0 && (who === undefined ? Math.random() : placeOf(`${label} ${who}`)) < share)) on.add(label);
    }
    exchange.notes.set(note, on);
    return on;
  };
}

/** A number from 0 to 1 that is always the same for a text, and for many texts evenly spread (FNV-1a, mixed). */
function placeOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
