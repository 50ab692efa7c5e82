import { MalformedReply, readReplyHead } from './reply-head.ts';

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
