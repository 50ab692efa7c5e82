import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/** The release cannot be used; the message names the file and the fault. */
export class BrokenRelease extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(`The RxNorm release cannot be used: ${message}`, options);
    this.name = 'BrokenRelease';
  }
}

const longestLine = 65_536;

/**
 * Reads a file in Rich Release Format (UTF-8, one row a line, each field closed by `|`) row by row.
 * @param wanted told each line before it is taken apart: most are of other vocabularies
 * @returns the file's SHA-256
 * @throws BrokenRelease for a file that cannot be read, a row of another width, or a file cut off in a row
 */
export async function readRrf(file: string, width: number, wanted: (line: string) => boolean, row: (fields: string[]) => void): Promise<string> {
  const hash = createHash('sha256');
  let rest = '';
  let lines = 0;
  const take = (line: string) => {
    lines += 1;
    if (!wanted(line)) return;
    const fields = line.split('|');
    if (fields.length !== width + 1 || fields[width] !== '') throw new BrokenRelease(`${basename(file)}, line ${lines} has ${fields.length - 1} fields and not ${width}.`);
    row(fields);
  };
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1_048_576 })) {
      const text = rest + (chunk as string);
      hash.update(chunk as string, 'utf8');
      let from = 0;
      for (let end = text.indexOf('\n', from); end !== -1; end = text.indexOf('\n', from)) {
        take(text.charCodeAt(end - 1) === 13 ? text.slice(from, end - 1) : text.slice(from, end));
        from = end + 1;
      }
      rest = text.slice(from);
      if (rest.length > longestLine) throw new BrokenRelease(`${basename(file)}, line ${lines + 1} does not end.`);
    }
  } catch (error) {
    if (error instanceof BrokenRelease) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new BrokenRelease(code === 'ENOENT' ? `there is no ${basename(file)} in it.` : `${basename(file)} cannot be read (${code ?? 'unknown'}).`, { cause: error });
  }
  if (rest !== '') throw new BrokenRelease(`${basename(file)} ends in the middle of line ${lines + 1}.`);
  if (lines === 0) throw new BrokenRelease(`${basename(file)} is empty.`);
  return hash.digest('hex');
}
