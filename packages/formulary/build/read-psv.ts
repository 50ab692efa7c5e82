import { readFileSync } from 'node:fs';

/** Rows of a hand-kept table: `|` between columns, `;` inside one, `#` starts a remark. */
export const readPsv = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

export const listOf = (cell: string | undefined): string[] =>
  (cell ?? '').split(';').map((item) => item.trim()).filter((item) => item !== '');

/** A CSV with a header and quoted cells. */
export const readCsv = (file: string): Record<string, string>[] => {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const columns = cells(header ?? '');
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [columns[at] ?? String(at), cell])));
};

const cells = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, -1)
    .map((match) => (match[1] ?? '').replace(/^"|"$/g, '').replaceAll('""', '"'));
