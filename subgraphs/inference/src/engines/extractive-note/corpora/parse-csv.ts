/**
 * RFC 4180: quoted fields may hold commas, quotes (doubled) and line breaks; lines end in LF or CRLF; a byte order mark
 * is no part of the first name. The first record names the columns. Records of nothing are skipped.
 */
export function parseCsv(text: string): Record<string, string>[] {
  const [head, ...body] = records(text.replace(/^\uFEFF/, ''));
  if (!head) return [];
  const names = head.map((name) => name.trim());
  return body.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

function records(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endRow = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const field = text[at] === '"' ? quotedField(text, at + 1) : plainField(text, at);
    row.push(field.value);
    at = field.end;
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) row.push('');
    } else {
      if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
      at += 1;
      endRow();
    }
  }
  if (row.length > 0) endRow();
  return rows;
}

function plainField(text: string, from: number): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && !(text[end] === '\r' && text[end + 1] === '\n')) end += 1;
  return { value: text.slice(from, end), end };
}

function quotedField(text: string, from: number): { value: string; end: number } {
  let value = '';
  let start = from;
  for (;;) {
    const quote = text.indexOf('"', start);
    if (quote === -1) return { value: value + text.slice(start), end: text.length };
    value += text.slice(start, quote);
    if (text[quote + 1] !== '"') {
      // What stands between a closing quote and the next comma belongs to nothing; it is kept rather than lost.
      const rest = plainField(text, quote + 1);
      return { value: value + rest.value, end: rest.end };
    }
    value += '"';
    start = quote + 2;
  }
}
