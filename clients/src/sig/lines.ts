import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';

/** The lines of a stream, as many at a time as a chunk holds. Only a line feed ends a line; a carriage return before it is not part of it. */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8');
  // Parts of a line that is still to end, joined once: a line of many chunks costs as much as it is long.
  let open: string[] = [];
  for await (const chunk of input) {
    const parts = decoder.write(Buffer.from(chunk)).split('\n');
    const last = parts.pop() ?? '';
    if (parts.length > 0) {
      parts[0] = [...open, parts[0]].join('');
      open = [];
      yield parts.map(withoutReturn);
    }
    open.push(last);
  }
  const rest = [...open, decoder.end()].join('');
  if (rest !== '') yield [withoutReturn(rest)];
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** Writes, and waits while the reader is slower. */
export async function writeAll(output: NodeJS.WritableStream, text: string): Promise<void> {
  if (text !== '' && !output.write(text)) await once(output, 'drain');
}
