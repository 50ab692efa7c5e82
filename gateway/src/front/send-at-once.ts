import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Encoded } from './encode-answer.ts';

/** Of node's own response: what `writeHead` made of the head, and whether it went out. */
type Response = ServerResponse & { _header?: string | null; _headerSent?: boolean };

/**
 * Ends a response with head and body in one write. Node's `end(body)` writes them, and then an empty string to hear when
 * that was done: two chunks, gathered into a list for the kernel, for every answer.
 *
 * What node has not done as we expect it (another answer is still being written on this connection, a version that
 * writes heads otherwise) takes node's own way.
 * @param encoding `latin1` where the body is ASCII, which is then copied as it is
 */
export function sendAtOnce(response: ServerResponse, status: number, head: string[], body: string, encoding: 'latin1' | 'utf8'): void {
  const found = socketFor(response, status, head);
  if (!found) {
    response.end(body, encoding);
    return;
  }
  found.socket.write(found.head + body, encoding);
  response.end();
}

/** The same for a large answer, with its head written before it in its own buffer. @returns whether nobody reads the buffer any more */
export function sendEncodedAtOnce(response: ServerResponse, status: number, head: string[], { buffer, start, end }: Encoded): boolean {
  const found = socketFor(response, status, head, start);
  if (!found) {
    response.end(buffer.subarray(start, end));
    return false;
  }
  const from = start - found.head.length;
  buffer.write(found.head, from, 'latin1');
  found.socket.write(buffer.subarray(from, end));
  // What the kernel did not take at once still waits in the buffer.
  const taken = found.socket.writableLength === 0;
  response.end();
  return taken;
}

/** Writes the head, to where it can be taken from. @returns null where node has to go on by itself */
function socketFor(response: ServerResponse, status: number, headers: string[], longestHead = Number.POSITIVE_INFINITY): { socket: Socket; head: string } | null {
  response.writeHead(status, headers);
  const { _header: head, _headerSent: sent } = response as Response;
  const socket = response.socket as (Socket & { _httpMessage?: unknown }) | null;
  if (typeof head !== 'string' || head.length > longestHead || sent !== false || !socket?.writable || socket._httpMessage !== response || socket.writableLength > 0) return null;
  (response as Response)._headerSent = true;
  return { socket, head };
}
