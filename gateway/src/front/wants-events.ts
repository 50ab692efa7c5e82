import { OperationTypeNode, getOperationAST, parse } from 'graphql';
import type { DocumentSource } from '../hooks/contract.ts';
import type { ReplyForm } from './media-type.ts';
import { readPersisted } from './read-document.ts';
import type { OperationRequest } from './read-request.ts';

/** Of a client that takes events: whether it takes nothing else, or subscribes. */
export async function wantsEvents(form: ReplyForm, { query, operationName, extensions }: OperationRequest, documents: DocumentSource | undefined, known: (hash: string) => string | undefined): Promise<boolean> {
  if (!form.json && !form.parts) return true;
  const persisted = extensions?.['persistedQuery'];
  if (query !== undefined || persisted === undefined) return subscribes(query, operationName);
  const read = await readPersisted(persisted, undefined, documents, known);
  return 'text' in read && subscribes(read.text, operationName);
}

/** Whether it is a subscription that is asked for. What cannot be read is told by whoever answers. */
function subscribes(query: string | undefined, operationName: string | undefined): boolean {
  // Nearly always that word is nowhere in it.
  if (query === undefined || !/\bsubscription\b/.test(query)) return false;
  try {
    return getOperationAST(parse(query, { noLocation: true }), operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    return false;
  }
}
