/** The figures of a run: rows without a reference do not count. */
export function accuracyOf(rows: readonly { told: string; reference: string }[]): string {
  const judged = rows.filter(({ reference }) => reference !== '');
  const right = judged.filter(({ told, reference }) => told === reference);
  const headers = [...new Set(judged.map(({ reference }) => reference))].sort();
  const lines = headers.map((header) => {
    const all = judged.filter(({ reference }) => reference === header);
    return `  ${header.padEnd(16)} ${all.filter(({ told }) => told === header).length} of ${all.length}`;
  });
  const accuracy = judged.length === 0 ? 'n/a' : (right.length / judged.length).toFixed(3);
  return `${[`rows      ${rows.length} (${judged.length} with a reference header)`, `accuracy  ${accuracy}`, ...lines].join('\n')}\n`;
}
