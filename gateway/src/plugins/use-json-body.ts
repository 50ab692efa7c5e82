import type { FastifyInstance } from 'fastify';
import { HttpFault } from '../http/error-reply.ts';

/** FHIR's deepest resources stay under thirty. */
const deepestBody = 128;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Bodies are JSON in UTF-8 and nothing else. Invalid UTF-8 is refused instead of being replaced by U+FFFD: a name that
 * arrives broken must not be stored so. Keys that reach into prototypes are refused too, and nesting on which
 * `JSON.stringify`, which descends by stack frames, would end on the way to a subgraph.
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
    if (nestsDeeperThan(body as Buffer, deepestBody)) {
      done(new HttpFault(400, 'BAD_REQUEST', `The body nests deeper than ${deepestBody} levels.`));
      return;
    }
    void parseJson(request, text, (error, value) => {
      done(error ? new HttpFault(400, 'BAD_REQUEST', 'The body is not valid JSON.') : null, value);
    });
  });
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map((character) => character.charCodeAt(0));

/** Brackets within each other, strings left out. Malformed JSON gets whatever number: the parser refuses it. */
function nestsDeeperThan(body: Buffer, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (inString) {
      if (byte === backslash) index += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === closeBrace || byte === closeBracket) depth -= 1;
  }
  return false;
}
