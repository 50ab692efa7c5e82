/**
 * `npm run rights [-- --check]`: writes docs/rights.md, the table of who may read and do what, from schema/*.graphql and
 * packages/access. With --check it says whether the committed table is current, so that a changed right is a changed line
 * that somebody reviews. Exit 0 fine, 1 stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rightsOfDocument, roles } from '@dra/access';
import { parse } from 'graphql';

const root = join(import.meta.dirname, '..');
const output = join(root, 'docs', 'rights.md');
const shown = roles.map((role) => role.toLowerCase());

const sections = ['patient', 'voice', 'clinical-note', 'prescription', 'inference'].map((name) => {
  const rows = rightsOfDocument(parse(readFileSync(join(root, 'schema', `${name}.graphql`), 'utf8')));
  const lines = rows.map((row) => `| \`${row.coordinate}\` | ${row.scopes.map((all) => all.join(' + ')).join(' or ')} | ${roles.map((role) => (row.roles.includes(role) ? 'yes' : '')).join(' | ')} |`);
  return [`## ${name}`, '', `| | scopes | ${shown.join(' | ')} |`, `|---|---|${roles.map(() => '---').join('|')}|`, ...lines, ''].join('\n');
});

const text = `# Who may read and do what

Written by \`npm run rights\` from the schema's \`@requiresScopes\` and packages/access; checked in CI. A row without a dot is a
type, at whichever path it is met. Whose data it is, is a second question: another tenant's is NOT_FOUND for everybody.

${sections.join('\n')}`;

if (!process.argv.includes('--check')) {
  writeFileSync(output, text);
  console.log('docs/rights.md is written');
} else if (readFileSync(output, 'utf8') !== text) {
  console.error('docs/rights.md is not what the schema says: run `npm run rights`, and review what changed');
  process.exit(1);
} else {
  console.log('docs/rights.md is current');
}
