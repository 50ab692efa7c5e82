import { HttpFault } from '../http/error-reply.ts';
import type { OperationRequest } from './operations.ts';

/**
 * The operation in a JSON body or in a query string (there `variables` is JSON itself).
 * @throws HttpFault BAD_REQUEST
 */
export function operationRequestFrom(body: unknown, search: unknown): OperationRequest {
  const source = isRecord(body) ? body : isRecord(search) ? search : {};
  const { query, operationName } = source;
  if (typeof query !== 'string' || query === '') throw new HttpFault(400, 'BAD_REQUEST', 'Send the document in `query`.');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw new HttpFault(400, 'BAD_REQUEST', '`operationName` must be a string.');
  }
  const variables = typeof source['variables'] === 'string' && !isRecord(body) ? parseVariables(source['variables']) : source['variables'];
  if (variables !== undefined && variables !== null && !isRecord(variables)) {
    throw new HttpFault(400, 'BAD_REQUEST', '`variables` must be an object.');
  }
  return { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
}

function parseVariables(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpFault(400, 'BAD_REQUEST', '`variables` is not valid JSON.');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
