/** How an answer is written: what the client takes, as far as we speak it. */
export type ReplyForm = {
  contentType: 'application/json; charset=utf-8' | 'application/graphql-response+json; charset=utf-8';
  /**
   * The client asked for `application/json` by name: what is wrong with its document is then told with status 200, as
   * GraphQL over HTTP has it for that media type. Who takes anything gets the status that fits.
   */
  lenient: boolean;
  /** Takes `multipart/mixed;deferSpec=20220824`. */
  parts: boolean;
  /** Takes nothing that a whole answer could be written in, only parts. */
  partsOnly: boolean;
  /** Takes `text/event-stream`, or `multipart/mixed;subscriptionSpec=1.0`; without `json`, nothing else that we speak. */
  events: boolean;
  json: boolean;
  /** Takes `text/html`, as browsers do. */
  html: boolean;
};

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';
const anything: ReplyForm = { contentType: json, lenient: false, parts: false, partsOnly: false, events: false, json: true, html: false };
const longestHeader = 1_024;
const mostRemembered = 500;

const known = new Map<string, ReplyForm | null>();

/**
 * The form of the answer by the Accept header.
 * @returns null when the client takes nothing that we speak (406)
 */
export function replyForm(accept: string | undefined): ReplyForm | null {
  if (accept === undefined || accept === '*/*' || accept === '') return anything;
  const remembered = known.get(accept);
  if (remembered !== undefined) return remembered;
  const form = read(accept);
  if (accept.length <= longestHeader && known.size < mostRemembered) known.set(accept, form);
  return form;
}

type Range = { type: string; quality: number; parameters: ReadonlyMap<string, string> };

function read(accept: string): ReplyForm | null {
  let best: { quality: number; contentType: ReplyForm['contentType']; lenient: boolean } | null = null;
  let parts = false;
  let events = false;
  let html = false;
  for (const { type, quality, parameters } of acceptedRanges(accept)) {
    if (quality === 0) continue;
    const charset = parameters.get('charset');
    const readable = charset === undefined || /^utf-?8$/i.test(charset);
    const offer = readable ? whole[type] : undefined;
    // Of equally welcome ones the first in the header stands.
    if (offer && (!best || quality > best.quality)) best = { quality, ...offer };
    if (type === 'multipart/mixed' && parameters.get('deferspec') === '20220824') parts = true;
    if (type === 'text/event-stream' || (type === 'multipart/mixed' && parameters.get('subscriptionspec') === '1.0')) events = true;
    if (type === 'text/html' || type === 'application/xhtml+xml') html = true;
  }
  if (!best && !parts && !events && !html) return null;
  return {
    contentType: best?.contentType ?? json,
    lenient: best?.lenient ?? false,
    parts,
    partsOnly: parts && !best,
    events,
    json: best !== null,
    html,
  };
}

const whole: Record<string, { contentType: ReplyForm['contentType']; lenient: boolean } | undefined> = {
  'application/json': { contentType: json, lenient: true },
  'application/graphql-response+json': { contentType: graphqlResponse, lenient: false },
  'application/*': { contentType: json, lenient: false },
  '*/*': { contentType: json, lenient: false },
};

function* acceptedRanges(header: string): Generator<Range> {
  for (const part of splitOutsideQuotes(header, ',')) {
    const [type = '', ...rest] = splitOutsideQuotes(part, ';');
    const parameters = new Map<string, string>();
    for (const one of rest) {
      const at = one.indexOf('=');
      if (at > 0) parameters.set(one.slice(0, at).trim().toLowerCase(), unquoted(one.slice(at + 1).trim()));
    }
    const given = parameters.get('q');
    const quality = given === undefined ? 1 : Number(given);
    yield { type: type.trim().toLowerCase(), quality: quality >= 0 && quality <= 1 ? quality : 0, parameters };
  }
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let quoted = false;
  let from = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\' && quoted) index += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function unquoted(value: string): string {
  return value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}

const jsonBodies = new Set(['application/json', 'application/json; charset=utf-8', 'application/json;charset=utf-8', 'application/json;charset=UTF-8']);

/** @returns why a body of this media type is not read, or null for JSON in UTF-8 */
export function bodyTypeFault(contentType: string | undefined): string | null {
  if (contentType === undefined) return 'Send JSON with `content-type: application/json`.';
  if (jsonBodies.has(contentType)) return null;
  const [type = '', ...parameters] = splitOutsideQuotes(contentType, ';');
  if (type.trim().toLowerCase() !== 'application/json') return 'Send JSON with `content-type: application/json`.';
  for (const parameter of parameters) {
    const charset = /^\s*charset\s*=\s*["']?([\w-]+)/i.exec(parameter)?.[1];
    if (charset && !/^utf-?8$/i.test(charset)) return 'The body must be UTF-8.';
  }
  return null;
}
