import { createHash } from 'node:crypto';
import type { DocumentSource, Exchange, GatewayHook } from '../hooks/contract.ts';
import { refused } from './answered.ts';
import type { Answered } from './answered.ts';
import { refusal } from './fault.ts';
import { readPersisted } from './read-document.ts';
import type { OperationRequest } from './read-request.ts';
import type { ServedGraph } from './served-graph.ts';

export type AnswerRequest = (exchange: Exchange, graph: ServedGraph, request: OperationRequest, takesParts: boolean) => Promise<Answered>;

/** Known operations at once; all others through Apollo Server, and then they are known. */
export function createAnswerRequest({ hooks, documents }: { hooks: readonly GatewayHook[]; documents?: DocumentSource | undefined }): AnswerRequest {
  const readers = hooks.filter((hook) => hook.onDocument);

  const answer: AnswerRequest = async (exchange, graph, request, takesParts) => {
    const { operationName, variables, extensions } = request;
    let text = request.query;
    let keepAs: string | undefined;
    const persisted = extensions?.['persistedQuery'];
    if (persisted !== undefined) {
      const read = await readPersisted(persisted, text, documents, (hash) => graph.store.textOf(hash));
      if ('status' in read) return refused(read);
      ({ text, keepAs } = read);
      const stored = graph.lane.shortPathOpen && keepAs === undefined ? graph.store.find(text, operationName, graph.variantOf(exchange)) : null;
      if (stored) return graph.run(exchange, stored, variables, takesParts);
    }
    if (text === undefined || text === '') return refused(refusal(400, 'BAD_REQUEST', 'Send the document in `query`.'));

    const hash = keepAs ?? createHash('sha256').update(text).digest('hex');
    for (const hook of readers) {
      const stop = await hook.onDocument?.(exchange, { text, hash });
      if (stop) return refused(stop);
    }
    const { persistedQuery: _, ...others } = extensions ?? {};
    const answered = await graph.lane.ask(exchange, { text, hash, operationName, variables, extensions: others, takesParts });
    if (keepAs !== undefined && answered.operation) await documents?.register?.(hash, text);
    return answered;
  };

  return (exchange, graph, request, takesParts) => {
    const { query, operationName, extensions } = request;
    if (query !== undefined && extensions?.['persistedQuery'] === undefined && graph.lane.shortPathOpen) {
      // What nearly all requests are, without a promise more than the operation's own.
      const stored = graph.store.find(query, operationName, graph.variantOf(exchange));
      if (stored) return graph.run(exchange, stored, request.variables, takesParts);
    }
    return answer(exchange, graph, request, takesParts);
  };
}
