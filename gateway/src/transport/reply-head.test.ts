import { MalformedReply, readReplyHead, replyHeadOf } from './reply-head.ts';

const head = (...lines: string[]) => readReplyHead(lines.join('\r\n'));

describe('readReplyHead', () => {
  it('reads status, headers and framing', () => {
    expect(head('HTTP/1.1 200 OK', 'Content-Type: application/json', 'CONTENT-LENGTH:  12 ', 'keep-alive: timeout=5')).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json', 'content-length': '12', 'keep-alive': 'timeout=5' },
      framing: { kind: 'length', bytes: 12 },
      keepAlive: true,
      idleMs: 5_000,
    });
  });

  it.each([
    [['HTTP/1.1 204 No Content', 'transfer-encoding: chunked'], { kind: 'length', bytes: 0 }],
    [['HTTP/1.1 200', 'transfer-encoding: Chunked'], { kind: 'chunked' }],
    [['HTTP/1.0 200 OK'], { kind: 'close' }],
  ])('finds where the body of %j ends', (lines, framing) => {
    expect(head(...lines).framing).toEqual(framing);
  });

  it('keeps a connection as the version has it', () => {
    expect(head('HTTP/1.1 200 OK', 'connection: Close').keepAlive).toBe(false);
    expect(head('HTTP/1.0 200 OK').keepAlive).toBe(false);
    expect(head('HTTP/1.0 200 OK', 'connection: keep-alive').keepAlive).toBe(true);
  });

  it('joins a header that comes twice, and takes no name into a prototype', () => {
    const { headers } = head('HTTP/1.1 200 OK', 'cache-control: a', 'cache-control: b', '__proto__: x');
    expect(headers['cache-control']).toBe('a, b');
    expect(Object.getPrototypeOf(headers)).toBeNull();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each([
    ['not HTTP'],
    ['HTTP/2 200 OK'],
    ['HTTP/1.1 999 No'],
    ['HTTP/1.1 200 OK', 'no colon'],
    ['HTTP/1.1 200 OK', 'content-length: 1', 'content-length: 2'],
    ['HTTP/1.1 200 OK', 'content-length: 1', 'transfer-encoding: chunked'],
    ['HTTP/1.1 200 OK', 'content-length: -1'],
    ['HTTP/1.1 200 OK', 'transfer-encoding: gzip, chunked'],
  ])('refuses %j', (...lines) => {
    expect(() => head(...lines)).toThrow(MalformedReply);
  });
});

describe('replyHeadOf', () => {
  const text = (length: number) => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\nx: a`;

  it('reads equal heads once, and lets nobody change them', () => {
    const first = replyHeadOf(text(1));
    expect(replyHeadOf(text(1))).toBe(first);
    expect(first).toEqual(readReplyHead(text(1)));
    expect(() => (first.headers['x'] = 'b')).toThrow(TypeError);
  });

  it('remembers few, and reads what it has forgotten', () => {
    const first = replyHeadOf(text(2));
    for (let length = 10; length < 1_000; length += 1) expect(replyHeadOf(text(length)).framing).toEqual({ kind: 'length', bytes: length });
    expect(replyHeadOf(text(2))).not.toBe(first);
    expect(replyHeadOf(text(2))).toEqual(first);
  });

  it('does not remember what is none', () => {
    for (let time = 0; time < 2; time += 1) expect(() => replyHeadOf('HTTP/1.1 200 OK\r\nno colon')).toThrow(MalformedReply);
  });
});
