import fc from 'fast-check';
import { ReplyTooLarge, createBodyReader } from './body-reader.ts';
import { MalformedReply } from './reply-head.ts';
import type { ReplyHead } from './reply-head.ts';

const limit = 100_000;

/** Gives the bytes piece by piece, cut at the places given. */
function read(framing: ReplyHead['framing'], bytes: Buffer, cuts: number[] = []): { body: string; used: number; complete: boolean } {
  const reader = createBodyReader(framing, limit);
  const places = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  let from = 0;
  let used = 0;
  for (const to of places) {
    if (reader.complete) break;
    used += reader.take(bytes.subarray(from, to));
    from = to;
  }
  return { body: reader.body().toString('utf8'), used, complete: reader.complete };
}

const chunked = (chunks: readonly string[]) =>
  Buffer.from([...chunks.filter((chunk) => chunk !== '').map((chunk) => `${Buffer.byteLength(chunk).toString(16)};x=y\r\n${chunk}\r\n`), '0\r\nTrailer: t\r\n\r\n'].join(''));

describe('createBodyReader', () => {
  it('joins a body however the network cuts it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat()), (texts, cuts) => {
        const whole = Buffer.from(texts.join('')).toString('utf8');
        const plain = Buffer.from(whole);
        expect(read({ kind: 'length', bytes: plain.length }, Buffer.concat([plain, Buffer.from('rest')]), cuts)).toMatchObject({ body: whole, complete: true });
        const packed = chunked(texts.map((text) => Buffer.from(text).toString('utf8')));
        expect(read({ kind: 'chunked' }, packed, cuts)).toEqual({ body: Buffer.from(texts.map((text) => Buffer.from(text).toString('utf8')).join('')).toString('utf8'), used: packed.length, complete: true });
      }),
    );
  });

  it('leaves alone what comes after the body', () => {
    expect(read({ kind: 'length', bytes: 2 }, Buffer.from('abcd')).used).toBe(2);
    const packed = chunked(['ab']);
    expect(read({ kind: 'chunked' }, Buffer.concat([packed, Buffer.from('more')])).used).toBe(packed.length);
  });

  it('is complete at the end of a connection only where that ends the body', () => {
    expect(createBodyReader({ kind: 'close' }, limit).end()).toBe(true);
    expect(createBodyReader({ kind: 'chunked' }, limit).end()).toBe(false);
    expect(createBodyReader({ kind: 'length', bytes: 1 }, limit).end()).toBe(false);
  });

  it.each([
    ['z\r\n', 'no size'],
    ['2\r\nabc\r\n', 'longer than its size'],
    ['123456789\r\n', 'a size beyond all sense'],
    [`2;${'x'.repeat(2_000)}`, 'a line without end'],
  ])('refuses the chunks %j: %s', (text) => {
    expect(() => read({ kind: 'chunked' }, Buffer.from(text))).toThrow(MalformedReply);
  });

  it('refuses a body over the limit, before it is read', () => {
    expect(() => createBodyReader({ kind: 'length', bytes: limit + 1 }, limit)).toThrow(ReplyTooLarge);
    expect(() => read({ kind: 'close' }, Buffer.alloc(limit + 1))).toThrow(ReplyTooLarge);
    expect(() => read({ kind: 'chunked' }, Buffer.from(`${(limit + 1).toString(16)}\r\n${'a'.repeat(limit + 1)}`))).toThrow(ReplyTooLarge);
  });
});
