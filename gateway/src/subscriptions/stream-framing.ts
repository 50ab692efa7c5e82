import type { StreamResult } from './live-query.ts';

/** How results travel in the body of one HTTP answer. */
export type StreamFraming = {
  headers: Readonly<Record<string, string>>;
  /** Before the first result. */
  opening: string;
  next(result: StreamResult): string;
  heartbeat: string;
  /** The subscription is over. */
  complete: string;
  /** This connection is over, and the subscription is not: come back after so long. */
  reconnect(afterMs: number): string;
};

/** graphql-sse, distinct connections mode. */
const serverSentEvents: StreamFraming = {
  headers: { 'content-type': 'text/event-stream; charset=utf-8' },
  opening: '',
  next: (result) => `event: next\ndata: ${JSON.stringify(result)}\n\n`,
  heartbeat: ':\n\n',
  complete: 'event: complete\ndata:\n\n',
  reconnect: (afterMs) => `retry: ${afterMs}\nevent: complete\ndata: ${JSON.stringify({ reconnect: { afterMs } })}\n\n`,
};

const part = (content: unknown) => `\r\n--graphql\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(content)}`;
const last = '\r\n--graphql--\r\n';

/**
 * Apollo's multipart subscription protocol, `subscriptionSpec=1.0`: results in `payload`, an empty object as a heartbeat. An
 * end that is no end of the subscription is an error beside the payload, as the protocol has it for faults of the transport.
 */
const multipart: StreamFraming = {
  headers: { 'content-type': 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0' },
  opening: part({}),
  next: (result) => part({ payload: result }),
  heartbeat: part({}),
  complete: last,
  reconnect: (afterMs) => `${part({ payload: null, errors: [{ message: 'The server is restarting: subscribe again.', extensions: { code: 'DEPENDENCY_UNAVAILABLE', reconnect: { afterMs } } }] })}${last}`,
};

/** By what the client takes; server-sent events where it takes both. */
export function streamFraming(accept: string | undefined): StreamFraming {
  return accept !== undefined && /subscriptionspec/i.test(accept) && !accept.includes('text/event-stream') ? multipart : serverSentEvents;
}
