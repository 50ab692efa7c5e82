import type { NoteResult } from '@dra/events';

/** The note as text: each section that has something to say under its title, a statement a line. */
export function renderNote({ sections }: Pick<NoteResult, 'sections'>): string {
  return sections
    .filter(({ statements }) => statements.length > 0)
    .map(({ title, statements }) => `${title}\n\n${statements.map(({ text }) => text).join('\n')}`)
    .join('\n\n');
}
