import type { DocumentNode } from 'graphql';
import { visit } from 'graphql';

/** Each is planned for itself: more of them are told at once where not all can be deferred. */
const mostTried = 8;

/**
 * A server may tell at once what a client would let it tell later, and does where the planner cannot defer: it gives up on
 * some of what is required, forgets parts of what is deferred, and puts some before what they are parts of. Then as many
 * fragments stay deferred as can be, those that stand first before others.
 * @param prove makes what a document asks; undefined, or throws, where that would not tell all of it
 * @returns undefined where nothing can be deferred, or nothing is
 */
export function deferring<T>(document: DocumentNode, prove: (document: DocumentNode) => T | undefined): T | undefined {
  let defers = 0;
  visit(document, { Directive: ({ name }) => void (defers += Number(name.value === 'defer')) });
  if (defers === 0) return undefined;
  const attempt = (tried: DocumentNode): T | undefined => {
    try {
      return prove(tried);
    } catch {
      // Told at once, then; what has no plan even so, says why.
      return undefined;
    }
  };
  const whole = attempt(document);
  if (whole !== undefined || defers === 1 || defers > mostTried) return whole;
  const kept = new Set<number>();
  let best: T | undefined;
  for (let index = 0; index < defers; index++) {
    const made = attempt(undeferred(document, new Set([...kept, index])));
    if (made === undefined) continue;
    kept.add(index);
    best = made;
  }
  return best;
}

/** @param kept which of the document's `@defer` stay, counted as they stand */
export function undeferred(document: DocumentNode, kept: ReadonlySet<number> = new Set()): DocumentNode {
  let index = -1;
  return visit(document, {
    Directive({ name }) {
      if (name.value !== 'defer') return undefined;
      index += 1;
      return kept.has(index) ? undefined : null;
    },
  });
}
