import { parse, validate } from 'graphql';
import type { Logger } from '@dra/service';
import type { ServedGraph } from './served-graph.ts';

export type SwitchOutcome = 'replaced' | 'same' | 'refused';

/** The supergraph that answers, and how another takes its place. */
export type GraphSwitch = {
  current(): ServedGraph;
  /** Builds, warms, swaps. A supergraph that cannot be served is refused, with the reason in the log; the old one goes on. */
  replace(supergraphSdl: string): Promise<SwitchOutcome>;
  close(): Promise<void>;
};

export type GraphSwitchOptions = {
  first: ServedGraph;
  build(supergraphSdl: string): Promise<ServedGraph>;
  /** Operations that are compiled before a supergraph takes traffic, besides those that are known from before. */
  trusted?: readonly { text: string; operationName: string | undefined }[];
  /** How long requests that began on the old one may take to end; then its connections are closed. */
  drainMs: number;
  observe?(outcome: SwitchOutcome): void;
  logger: Logger;
};

/** More than this many known operations are compiled when they are asked for again. */
const mostWarmed = 500;

export function createGraphSwitch(options: GraphSwitchOptions): GraphSwitch {
  const { logger } = options;
  let current = options.first;
  let queue: Promise<unknown> = Promise.resolve();
  const leaving = new Map<ServedGraph, NodeJS.Timeout>();

  const retire = async (graph: ServedGraph): Promise<void> => {
    clearTimeout(leaving.get(graph));
    leaving.delete(graph);
    await graph.close();
  };

  const replaceNow = async (supergraphSdl: string): Promise<SwitchOutcome> => {
    if (supergraphSdl === current.supergraph.sdl) return 'same';
    let next: ServedGraph;
    try {
      next = await options.build(supergraphSdl);
    } catch (error) {
      // A supergraph's faults are its author's words about the schema: nothing of a patient's is in them.
      logger.error({ reason: error instanceof Error ? error.message : String(error) }, 'a new supergraph is refused; the old one goes on');
      return 'refused';
    }
    const lost = await warm(next, current, options.trusted ?? []);
    const old = current;
    current = next;
    old.leave();
    leaving.set(old, setTimeout(() => void retire(old).catch((error: unknown) => logger.error({ error }, 'an old supergraph did not close in order')), options.drainMs).unref());
    logger.info({ version: next.supergraph.version, warmed: next.store.size, lost }, 'a new supergraph answers');
    return 'replaced';
  };

  return {
    current: () => current,
    replace: (supergraphSdl) => {
      const work = queue.then(() => replaceNow(supergraphSdl)).then((outcome) => {
        options.observe?.(outcome);
        return outcome;
      });
      queue = work.catch(() => undefined);
      return work;
    },
    close: async () => {
      await queue;
      await Promise.all([...leaving.keys(), current].map(retire));
    },
  };
}

/** @returns how many known operations the new supergraph has no answer for */
export async function warm(next: ServedGraph, old: ServedGraph | null, trusted: readonly { text: string; operationName: string | undefined }[]): Promise<number> {
  let lost = 0;
  const known = old ? old.store.known().slice(0, mostWarmed).reverse() : [];
  for (const { text, operationName } of [...known, ...trusted]) {
    try {
      const document = parse(text);
      if (validate(next.schema, document).length > 0) lost += 1;
      else await next.warm({ text, document, operationName });
    } catch {
      // No plan, or no longer GraphQL: whoever asks for it is told.
      lost += 1;
    }
  }
  return lost;
}
