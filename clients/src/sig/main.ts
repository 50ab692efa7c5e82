/**
 * `npm run -s sig < lines.txt`: directions as written, one a line, as data; one JSON object a line, for every line of the
 * input, in its order (schema/sig.schema.json). Streams; exit 0 at the end of the input.
 */
import { setFlagsFromString } from 'node:v8';
import { parseSig } from '@dra/sig';
import { linesOf, writeAll } from './lines.ts';
import { isMedicineWord } from './medicine-words.ts';

// The grammar is some hundred large expressions: compiled once and not twice, a short file takes half as long.
setFlagsFromString('--no-regexp-tier-up');

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const atOnce = 200;

/** Pharmacies write the same directions over and over: a line that was read lately is not read again. */
const recent = new Map<string, string>();
const mostRecent = 5_000;
const longestRecent = 300;

function read(line: string): string {
  const known = recent.get(line);
  if (known !== undefined) return known;
  const json = `${JSON.stringify(parseSig(line, isMedicineWord))}\n`;
  if (line.length <= longestRecent) {
    if (recent.size >= mostRecent) recent.clear();
    recent.set(line, json);
  }
  return json;
}

async function main(): Promise<void> {
  for await (const lines of linesOf(process.stdin)) {
    for (let at = 0; at < lines.length; at += atOnce) {
      await writeAll(process.stdout, lines.slice(at, at + atOnce).map(read).join(''));
    }
  }
}

void main();
