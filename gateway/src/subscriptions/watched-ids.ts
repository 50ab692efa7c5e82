import type { ChangeNotice } from '@dra/events';

const uuidPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const globalId = new RegExp(`"[a-z]{2,4}_(${uuidPattern})`, 'g');

/** A stream watches no more things than this; beyond, the safety re-query sees to it. */
const mostIds = 1_000;

/**
 * What a stream is about: the things named in its variables and literals, and those that its last answer showed, so that
 * a change to a nested thing counts as well.
 * @param texts JSON of variables, the document, JSON of answers
 */
export function idsIn(...texts: string[]): Set<string> {
  const ids = new Set<string>();
  for (const text of texts) {
    for (const match of text.matchAll(globalId)) {
      if (ids.size >= mostIds) return ids;
      if (match[1]) ids.add(match[1]);
    }
  }
  return ids;
}

/** Whether a change (already of the right tenant) may show in a stream that watches `ids`. */
export function concerns(notice: ChangeNotice, ids: ReadonlySet<string>): boolean {
  return ids.has(notice.id) || (notice.encounterId !== null && ids.has(notice.encounterId));
}
