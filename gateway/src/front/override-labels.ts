import type { Exchange } from '../hooks/contract.ts';
import { isAmong } from './place-of.ts';

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
    for (const { label, share } of shares) if (isAmong(exchange, share, label)) on.add(label);
    exchange.notes.set(note, on);
    return on;
  };
}
