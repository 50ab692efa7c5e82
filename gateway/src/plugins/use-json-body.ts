import type { FastifyInstance } from 'fastify';
import { HttpFault } from '../http/error-reply.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Bodies are JSON in UTF-8 and nothing else. Invalid UTF-8 is refused instead of being replaced by U+FFFD: a name that
 * arrives broken must not be stored so. Keys that reach into prototypes are refused too.
 */
export function useJsonBody(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /charset=["']?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
    if (charset && !/^utf-?8$/i.test(charset)) {
      done(new HttpFault(415, 'BAD_REQUEST', 'The body must be UTF-8.'));
      return;
    }
    let text: string;
    try {
      text = strictUtf8.decode(body as Buffer);
    } catch {
      done(new HttpFault(400, 'BAD_REQUEST', 'The body is not valid UTF-8.'));
      return;
    }
    if (text.trim() === '') {
      done(new HttpFault(400, 'BAD_REQUEST', 'The body is empty.'));
      return;
    }
    void parseJson(request, text, (error, value) => {
      done(error ? new HttpFault(400, 'BAD_REQUEST', 'The body is not valid JSON.') : null, value);
    });
  });
}
