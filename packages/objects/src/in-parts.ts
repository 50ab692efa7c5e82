/** Regroups a stream into parts of `size` bytes; the last one may be shorter, or empty when the stream is. */
export async function* inParts(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ data: Buffer; last: boolean }, void> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    held.push(piece);
    bytes += piece.byteLength;
    // One byte more than a part: then this one is certainly not the last.
    while (bytes > size) {
      const whole = Buffer.concat(held);
      yield { data: whole.subarray(0, size), last: false };
      held = [whole.subarray(size)];
      bytes -= size;
    }
  }
  yield { data: Buffer.concat(held), last: true };
}
