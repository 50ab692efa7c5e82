import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsSettings, FrontSettings } from './front-settings.ts';
import { refusal } from './fault.ts';

/** Any of these makes a browser ask before it sends the request. */
const preflighted = ['x-apollo-operation-name', 'apollo-require-preflight', 'x-graphql-client-name'] as const;
const simpleTypes = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/i;

/**
 * A GET that another site's page could send with its visitor's cookies, or from inside the visitor's network, without
 * the browser asking first. (POST is JSON here, and JSON is always asked about.)
 */
export function csrfRefusal(request: IncomingMessage, mode: FrontSettings['csrf']): ReturnType<typeof refusal> | null {
  if (mode === 'off' || request.method === 'POST') return null;
  const { headers } = request;
  if (mode === 'cookies' && headers.cookie === undefined) return null;
  if (headers['content-type'] !== undefined && !simpleTypes.test(headers['content-type'])) return null;
  if (preflighted.some((name) => headers[name] !== undefined)) return null;
  return refusal(400, 'BAD_REQUEST', 'A GET needs a header that no page sends unasked: `apollo-require-preflight: true`.');
}

/** What an answer to another site's page carries; nothing for those that are not listed. */
export function corsHeaders(origin: string | undefined, cors: CorsSettings): Record<string, string> {
  if (origin === undefined) return {};
  const any = cors.origins.includes('*');
  if (!any && !cors.origins.includes(origin)) return {};
  return {
    // A wildcard and credentials do not go together, in browsers and in good sense.
    'access-control-allow-origin': any && !cors.credentials ? '*' : any ? 'null' : origin,
    ...(cors.credentials && !any ? { 'access-control-allow-credentials': 'true' } : {}),
    'access-control-expose-headers': 'x-request-id, retry-after',
  };
}

/** Answers a browser's question whether a page may ask. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse, cors: CorsSettings): void {
  const allowed = corsHeaders(request.headers.origin, cors);
  response.writeHead(204, {
    ...allowed,
    ...('access-control-allow-origin' in allowed
      ? {
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': ['content-type', 'authorization', 'apollo-require-preflight', 'x-apollo-operation-name', 'x-request-id', ...cors.headers].join(', '),
          'access-control-max-age': String(cors.maxAgeSeconds),
        }
      : {}),
    vary: 'origin, access-control-request-headers',
    'content-length': '0',
  });
  response.end();
}
