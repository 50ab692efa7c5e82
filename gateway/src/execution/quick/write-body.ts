import { isAscii } from 'node:buffer';
import type { Memory } from './memory.ts';
import { slotCells } from './quick-fetch.ts';
import type { Table } from './quick-fetch.ts';
import type { Fresh } from './gather-slots.ts';

/** Requests' bodies are put together here, one at a time. */
let scratch = Buffer.allocUnsafeSlow(16_384);
let end = 0;

function room(bytes: number): void {
  if (end + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafeSlow((end + bytes) * 2);
  larger.set(scratch.subarray(0, end));
  scratch = larger;
}

export function beginBody(): void {
  end = 0;
}

/** Any text, such as what comes before the representations. */
export function addText(text: string): void {
  room(text.length * 3);
  end += scratch.write(text, end, 'utf8');
}

function addBytes(bytes: Uint8Array, from: number, to: number): void {
  room(to - from);
  for (let at = from; at < to; at += 1) scratch[end++] = bytes[at] as number;
}

/** Representations, as the items of a list. */
export function addRepresentations({ bytes, cells }: Memory, table: Table, { slots, as }: Fresh): void {
  for (let index = 0; index < slots.length; index += 1) {
    const { pieces, end: last, values } = as[index] as Fresh['as'][number];
    if (index > 0) addBytes(comma, 0, 1);
    const first = (slots[index] as number) + slotCells.memos + 2 * table.memos;
    for (let at = 0; at < values.length; at += 1) {
      const piece = pieces[at] as Buffer;
      addBytes(piece, 0, piece.length);
      addBytes(bytes, cells[first + 2 * at] as number, cells[first + 2 * at + 1] as number);
    }
    addBytes(last, 0, last.length);
  }
}

export function endBody(): string {
  const body = scratch.subarray(0, end);
  return body.toString(isAscii(body) ? 'latin1' : 'utf8');
}

const comma = Buffer.from(',');
