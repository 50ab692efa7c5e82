import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError, Kind, print } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import type { Planner } from './contract.ts';

export type Asked = { id: number; supergraphSdl: string; text: string; operationName: string | undefined; overrideLabels: string[] };
/** By the document as the planner was shown it. */
export type Planned = { key: string; plan: QueryPlan } | { key: string; fault: string };
export type Told = { id: number; plans: Planned[] };

export type PlanThread = {
  plan(asked: Omit<Asked, 'id'>): Promise<Planned[]>;
  close(): Promise<void>;
};

export type PlanThreadSettings = {
  /** The file that the thread runs: plan-thread.ts, or what a bundler made of it. */
  file: string;
  /** The longest that one operation may take; then the thread is ended, and the operation has no plan. */
  timeoutMs?: number;
  /** How long a thread waits for another operation. */
  idleMs?: number;
};

/** Operations with more fields than this, fragments spread, are planned beside the event loop. */
const mostAtOnce = 250;
const mostWaiting = 50;
/** With what a gateway holds under load it stays below the pod's 1 GiB. */
const heapMb = 384;
const mostKept = 200;

/**
 * Plans one operation at a time in a thread of its own, which begins when it is first needed and ends when nothing comes for a
 * while: it holds a planner too.
 */
export function createPlanThread({ file, timeoutMs = 10_000, idleMs = 30_000 }: PlanThreadSettings): PlanThread {
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let ids = 0;

  const end = async () => {
    clearTimeout(idle);
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
  };
  const ask = (asked: Asked) =>
    new Promise<Planned[]>((resolve, reject) => {
      clearTimeout(idle);
      const worker = (thread ??= new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: heapMb } }));
      worker.unref();
      const done = () => {
        clearTimeout(patience);
        worker.off('message', told).off('error', broken).off('exit', broken);
      };
      const told = ({ id, plans }: Told) => {
        if (id !== asked.id) return;
        done();
        idle = setTimeout(() => void end(), idleMs).unref();
        resolve(plans);
      };
      const broken = () => {
        done();
        if (thread === worker) thread = undefined;
        reject(tooMuch());
      };
      const patience = setTimeout(() => {
        done();
        void end();
        reject(tooMuch());
      }, timeoutMs);
      worker.on('message', told).on('error', broken).on('exit', broken);
      worker.postMessage(asked);
    });

  return {
    plan: (asked) => {
      if (waiting >= mostWaiting) return Promise.reject(new GraphQLError('Too many new operations at once: try again in a moment.', { extensions: { code: 'OVERLOADED', http: { status: 503, headers: new Map([['retry-after', '1']]) } } }));
      waiting += 1;
      const work = turn.then(() => ask({ id: (ids += 1), ...asked })).finally(() => (waiting -= 1));
      turn = work.catch(() => undefined);
      return work;
    },
    close: end,
  };
}

/** The planner, with large operations planned ahead of time in the thread. */
export function planningAhead(planner: Planner, supergraphSdl: string, thread: PlanThread): Planner {
  const known = new Map<string, Planned>();
  const underway = new Map<string, Promise<void>>();
  const keyOf = (text: string, overrideLabels: ReadonlySet<string>) => `${[...overrideLabels].sort().join()}\n${text}`;
  return {
    ...planner,
    ahead: (document, operationName, { overrideLabels }) => {
      if (fieldsOf(document) <= mostAtOnce) return undefined;
      const text = print(document);
      const key = `${operationName ?? ''}\n${keyOf(text, overrideLabels)}`;
      let work = underway.get(key);
      if (!work) {
        work = thread
          .plan({ supergraphSdl, text, operationName, overrideLabels: [...overrideLabels] })
          .then((plans) => {
            // What was never asked for, because compiling failed before, is not kept for ever.
            if (known.size > mostKept) known.clear();
            for (const planned of plans) known.set(keyOf(planned.key, overrideLabels), planned);
          })
          .finally(() => underway.delete(key));
        underway.set(key, work);
      }
      return work;
    },
    plan: (document, operationName, options) => {
      if (known.size === 0) return planner.plan(document, operationName, options);
      const key = keyOf(print(document), options.overrideLabels);
      const planned = known.get(key);
      if (!planned) return planner.plan(document, operationName, options);
      known.delete(key);
      if ('fault' in planned) throw new GraphQLError(planned.fault, { extensions: { code: 'QUERY_PLANNING_FAILED' } });
      return { document, plan: planned.plan };
    },
  };
}

const tooMuch = () => new GraphQLError('The operation cannot be planned: it takes too long.', { extensions: { code: 'QUERY_PLANNING_FAILED' } });

/** With each fragment counted as often as it is spread: one on itself is not valid, and not here. */
function fieldsOf(document: DocumentNode): number {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet] as const] : [])));
  const counted = new Map<string, number>();
  const count = (set: SelectionSetNode): number =>
    set.selections.reduce((sum, node) => {
      if (node.kind === Kind.FIELD) return sum + 1 + (node.selectionSet ? count(node.selectionSet) : 0);
      if (node.kind === Kind.INLINE_FRAGMENT) return sum + count(node.selectionSet);
      const { value: name } = node.name;
      let fields = counted.get(name);
      if (fields === undefined) {
        const fragment = fragments.get(name);
        counted.set(name, (fields = fragment ? count(fragment) : 0));
      }
      return sum + fields;
    }, 0);
  return document.definitions.reduce((sum, one) => (one.kind === Kind.OPERATION_DEFINITION ? sum + count(one.selectionSet) : sum), 0);
}
