import type { Note, Statement } from './model.ts';
import { unsupportedStatements } from './signable.ts';

const heading: Record<Note['status'], string> = {
  DRAFT: 'DRAFT - NOT SIGNED',
  IN_REVIEW: 'DRAFT IN REVIEW - NOT SIGNED',
  SIGNED: 'CLINICAL NOTE',
  AMENDED: 'CLINICAL NOTE (AMENDED)',
  ENTERED_IN_ERROR: 'ENTERED IN ERROR - DO NOT USE',
};

/** The note as it would be printed. What is not signed, or lacks evidence, says so where it is read. */
export function noteText(note: Note): string {
  const unsupported = new Set(unsupportedStatements(note).map(({ id }) => id));
  const line = ({ id, text }: Statement) => `- ${text.replaceAll('\n', '\n  ')}${unsupported.has(id) ? ' [without sufficient evidence]' : ''}`;
  const blocks = [
    `${heading[note.status]}\nNote ${note.id}, version ${note.version}, ${note.at}`,
    ...(note.reason ? [`Reason: ${note.reason}`] : []),
    ...note.sections.filter(({ statements }) => statements.length > 0).map(({ title, statements }) => `${title.toUpperCase()}\n${statements.map(line).join('\n')}`),
    ...note.addenda.map(({ text, author, at }) => `ADDENDUM by ${author}, ${at}\n${text}`),
    ...(note.signature ? [`Signed by ${note.signature.signer}, ${note.signature.at} (version ${note.signature.version})\n${note.signature.attestation}\nSHA-256 ${note.signature.contentHash}`] : []),
    ...(note.provenance ? [`Drafted from a transcript by ${note.provenance.engine.id} ${note.provenance.engine.version}.`] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}
