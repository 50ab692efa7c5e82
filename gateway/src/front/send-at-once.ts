import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

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
  response.writeHead(status, head);
  const { _header: text, _headerSent: sent } = response as Response;
  const socket = response.socket as (Socket & { _httpMessage?: unknown }) | null;
  if (typeof text !== 'string' || sent !== false || !socket?.writable || socket._httpMessage !== response || socket.writableLength > 0) {
    response.end(body, encoding);
    return;
  }
  (response as Response)._headerSent = true;
  socket.write(text + body, encoding);
  response.end();
}
