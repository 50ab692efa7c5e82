import type { ImportObserver } from './run-import.ts';
import type { ImportResult, ImportedBundle } from './result.ts';

type Out = { write(text: string): unknown };

/** A row an entry, as its slice is applied, and a line a bundle. */
export function createRowReport(out: Out): ImportObserver {
  return {
    opened: ({ file, entries }) => out.write(`${file}: ${entries} entries\n`),
    rows: (_, rows) => {
      const lines = rows.map(({ index, resourceType, outcome, id, reason }) => `  ${outcome.padEnd(19)} entry[${index}]  ${resourceType}${id ? `  ${id}` : ''}${reason ? `  (${reason})` : ''}`);
      if (lines.length > 0) out.write(`${lines.join('\n')}\n`);
    },
    ended: (bundle) => out.write(`${bundleLine(bundle)}\n`),
  };
}

/** Lines on the way for whoever takes the JSON. */
export function createBundleReport(out: Out): ImportObserver {
  return { ended: (bundle) => out.write(`${bundleLine(bundle)}\n`) };
}

const mostProblems = 20;

function bundleLine({ file, status, counts, problems, durationMs }: ImportedBundle): string {
  if (status === 'refused') {
    const shown = problems.slice(0, mostProblems).map((problem) => `  ${problem.path} ${problem.message}`);
    const more = problems.length > mostProblems ? [`  and ${problems.length - mostProblems} more`] : [];
    return [`${file}: refused, nothing written`, ...shown, ...more].join('\n');
  }
  return `${file}: ${status}, ${counted(counts)}, ${(durationMs / 1000).toFixed(1)} s`;
}

const counted = (counts: ImportedBundle['counts']) => `${counts.created} created, ${counts.unchanged} unchanged, ${counts['skipped-unsupported']} skipped as unsupported, ${counts.failed} failed`;

export function describeImport(result: ImportResult): string {
  const lines = [`${result.counts.bundles} bundles${result.tenant ? ` into ${result.tenant}` : ''}: ${counted(result.counts)}; ${result.counts.refused} bundles refused; ${(result.durationMs / 1000).toFixed(1)} s`];
  if (result.error) lines.push(`${result.error.code}: ${result.error.message}`);
  return `${lines.join('\n')}\n`;
}
