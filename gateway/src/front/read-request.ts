import { FrontFault } from './fault.ts';
import { checkJson } from './check-json.ts';

/** What a client asks, of the right types. Whether it is GraphQL is found later. */
export type OperationRequest = {
  query: string | undefined;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
  extensions: Record<string, unknown> | undefined;
};

/**
 * A POST's body: one request, or, where batches are allowed, a list of them.
 * @param mostInBatch 0 where batches are refused
 * @throws FrontFault BAD_REQUEST
 */
export function requestFromBody(text: string, mostInBatch: number): OperationRequest | OperationRequest[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw bad(text.trim() === '' ? 'The body is empty.' : 'The body is not valid JSON.');
  }
  const fault = checkJson(text, body);
  if (fault) throw bad(fault);
  if (Array.isArray(body)) {
    if (mostInBatch === 0) throw bad('Batches are not served here: send each operation by itself.');
    if (body.length === 0) throw bad('The batch is empty.');
    if (body.length > mostInBatch) throw bad(`A batch may hold ${mostInBatch} operations at most.`);
    return body.map(requestFrom);
  }
  return requestFrom(body);
}

function requestFrom(body: unknown): OperationRequest {
  if (!isRecord(body)) throw bad('The body must be a JSON object with `query`.');
  const { query, operationName, variables, extensions } = body;
  if (query !== undefined && query !== null && typeof query !== 'string') throw bad('`query` must be a string: the text of a document.');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') throw bad('`operationName` must be a string.');
  if (variables !== undefined && variables !== null && !isRecord(variables)) throw bad('`variables` must be an object.');
  if (extensions !== undefined && extensions !== null && !isRecord(extensions)) throw bad('`extensions` must be an object.');
  return { query: query ?? undefined, operationName: operationName || undefined, variables: variables ?? undefined, extensions: extensions ?? undefined };
}

/**
 * A GET's query string.
 * @param search without the question mark
 * @throws FrontFault BAD_REQUEST
 */
export function requestFromSearch(search: string): OperationRequest {
  const parameters = new URLSearchParams(search);
  const once = (name: string): string | undefined => {
    const values = parameters.getAll(name);
    if (values.length > 1) throw bad(`\`${name}\` stands more than once in the address.`);
    return values[0];
  };
  return {
    query: once('query'),
    operationName: once('operationName') || undefined,
    variables: recordFrom('variables', once('variables')),
    extensions: recordFrom('extensions', once('extensions')),
  };
}

function recordFrom(name: string, text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined || text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad(`\`${name}\` is not valid JSON.`);
  }
  const fault = checkJson(text, value);
  if (fault) throw bad(fault);
  if (value === null) return undefined;
  if (!isRecord(value)) throw bad(`\`${name}\` must be an object.`);
  return value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(message: string): FrontFault {
  return new FrontFault(400, 'BAD_REQUEST', message);
}
