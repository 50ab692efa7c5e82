import type { Duplex } from 'node:stream';
import { errorsText } from './answer-text.ts';
import { refusal } from './fault.ts';

/** What is no HTTP at all, in the shape of every other error: there is no request to answer, only a socket. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = wireFaults[error.code ?? ''] ?? ['400 Bad Request', 'This is not HTTP.'];
  const body = errorsText(refusal(400, 'BAD_REQUEST', message).errors);
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

const wireFaults: Record<string, [status: string, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not come in time.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large.'],
};
