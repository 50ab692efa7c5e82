import { createHash } from 'node:crypto';
import type { DocumentSource, Exchange, GatewayHook } from '../hooks/contract.ts';
import { refused } from './answered.ts';
import type { Answered } from './answered.ts';
import { refusal } from './fault.ts';
import { isRecord } from './read-request.ts';
import type { OperationRequest } from './read-request.ts';
import type { ServedGraph } from './served-graph.ts';

export type AnswerRequest = (exchange: Exchange, graph: ServedGraph, request: OperationRequest, takesParts: boolean) => Promise<Answered>;

/** Known operations at once; all others through Apollo Server, and then they are known. */
export function createAnswerRequest({ hooks, documents }: { hooks: readonly GatewayHook[]; documents?: DocumentSource | undefined }): AnswerRequest {
  const readers = hooks.filter((hook) => hook.onDocument);

  return async (exchange, graph, request, takesParts) => {
    const { operationName, variables, extensions } = request;
    let text = request.query;
    let sentHash: string | undefined;
    const persisted = extensions?.['persistedQuery'];
    if (persisted !== undefined) {
      const read = hashFrom(persisted);
      if (typeof read !== 'string') return refused(read);
      sentHash = read;
      if (!documents) return refused(refusal(400, 'BAD_REQUEST', 'Documents by hash are not served here: send the text.'));
      if (text === undefined) {
        text = graph.store.textOf(sentHash) ?? (await documents.find(sentHash));
        if (text === undefined) return refused(refusal(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', { 'cache-control': 'private, no-cache, must-revalidate' }));
        sentHash = undefined;
      }
    }
    if (text === undefined || text === '') return refused(refusal(400, 'BAD_REQUEST', 'Send the document in `query`.'));

    if (graph.lane.shortPathOpen && sentHash === undefined) {
      const stored = graph.store.find(text, operationName, graph.variantOf(exchange));
      if (stored) return graph.run(exchange, stored, variables, takesParts);
    }

    const hash = createHash('sha256').update(text).digest('hex');
    if (sentHash !== undefined && sentHash !== hash) return refused(refusal(400, 'BAD_REQUEST', 'The document is not the one that has this hash.'));
    for (const hook of readers) {
      const stop = await hook.onDocument?.(exchange, { text, hash });
      if (stop) return refused(stop);
    }
    const { persistedQuery: _, ...others } = extensions ?? {};
    const answered = await graph.lane.ask(exchange, { text, hash, operationName, variables, extensions: others, takesParts });
    if (sentHash !== undefined && answered.operation) await documents?.register?.(hash, text);
    return answered;
  };
}

/** @returns the hash, or why it is none */
function hashFrom(persisted: unknown): string | ReturnType<typeof refusal> {
  if (!isRecord(persisted)) return refusal(400, 'BAD_REQUEST', '`extensions.persistedQuery` must be an object.');
  if (persisted['version'] !== 1) return refusal(400, 'BAD_REQUEST', 'Only version 1 of persisted queries is known here.');
  const hash = persisted['sha256Hash'];
  return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? hash : refusal(400, 'BAD_REQUEST', '`sha256Hash` must be the SHA-256 of the document in lower-case hex.');
}
