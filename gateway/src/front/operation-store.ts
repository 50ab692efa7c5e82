import { setImmediate as nextTurn } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Program } from '../execution/contract.ts';
import type { Decision, OperationRights } from '../planning/authorization/create-authorization.ts';
import { deferConditions } from './defer-conditions.ts';
import type { DeferCondition } from './defer-conditions.ts';

/** A valid document, and what it was compiled to. */
export type StoredOperation = {
  text: string;
  /** SHA-256 of the text, hex. */
  hash: string;
  program: Program;
  /** Under which of these the answer comes in parts. */
  defers: readonly DeferCondition[];
  /** What it asks of callers; null where it asks nothing, or nobody looks. */
  rights: OperationRights | null;
  /** The program of a document from which something was left out, by the decision that left it out. */
  restricted: RestrictedPrograms | null;
};

export type RestrictedPrograms = { programFor(decision: Decision): Program };

export type CompileRequest = {
  text: string;
  hash: string;
  /** Valid. */
  document: DocumentNode;
  operationName: string | undefined;
  /** What else the plan depends on: override labels that are on, rights. `''` for none. */
  variant: string;
  /** Makes a program of it, or of what is left of it. @throws GraphQLError when there is no plan */
  compile(document: DocumentNode): Program;
  rights: OperationRights | null;
};

export type KnownText = { text: string; hash: string; document: DocumentNode; operationName: string | undefined; variant: string };

export type OperationStore = {
  find(text: string, operationName: string | undefined, variant: string): StoredOperation | undefined;
  textOf(hash: string): string | undefined;
  /** Compiles what is not known; who asks for the same meanwhile waits for the same. @throws GraphQLError */
  compile(request: CompileRequest): Promise<StoredOperation>;
  /** Most recently used first: what a new supergraph is warmed with. */
  known(): KnownText[];
  readonly size: number;
};

export type OperationStoreSettings = {
  /** Documents. */
  max: number;
  /** Characters of all documents together. */
  maxCharacters: number;
  /** Operations that may wait to be compiled before more are refused. */
  maxWaiting: number;
  observe?(compiled: { milliseconds: number; failed: boolean; hash: string }): void;
};

export const defaultOperationStoreSettings: OperationStoreSettings = { max: 5_000, maxCharacters: 32 * 1_048_576, maxWaiting: 500 };

type Entry = { hash: string; document: DocumentNode; programs: Map<string, StoredOperation>; names: Map<string, { operationName: string | undefined; variant: string }> };

/** Of one document; a client that makes up names gets no further. */
const mostPrograms = 64;

/**
 * Programs by their document's text. Compiling is synchronous and may take long, so one is compiled a turn of the event
 * loop: known operations are answered in between, however many unknown ones come.
 */
export function createOperationStore(settings: OperationStoreSettings = defaultOperationStoreSettings): OperationStore {
  const byText = new LRUCache<string, Entry>({
    max: settings.max,
    maxSize: settings.maxCharacters,
    sizeCalculation: (_, text) => text.length + 1,
    dispose: (entry) => byHash.delete(entry.hash),
  });
  const byHash = new Map<string, string>();
  const underway = new Map<string, Promise<StoredOperation>>();
  let queue: Promise<unknown> = Promise.resolve();

  const compileNow = ({ text, hash, document, operationName, variant, compile, rights }: CompileRequest): StoredOperation => {
    const started = performance.now();
    let failed = true;
    try {
      const program = compile(document);
      failed = false;
      const stored = { text, hash, program, defers: deferConditions(text, document, operationName), rights, restricted: rights && createRestricted(program, document, compile) };
      let entry = byText.get(text);
      if (!entry) {
        entry = { hash, document, programs: new Map(), names: new Map() };
        byText.set(text, entry);
        byHash.set(hash, text);
      }
      if (entry.programs.size >= mostPrograms) {
        entry.programs.clear();
        entry.names.clear();
      }
      const key = keyOf(operationName, variant);
      entry.programs.set(key, stored);
      entry.names.set(key, { operationName, variant });
      return stored;
    } finally {
      settings.observe?.({ milliseconds: performance.now() - started, failed, hash });
    }
  };

  return {
    find: (text, operationName, variant) => byText.get(text)?.programs.get(keyOf(operationName, variant)),
    textOf: (hash) => byHash.get(hash),
    compile: (request) => {
      const key = `${keyOf(request.operationName, request.variant)}\n${request.text}`;
      const known = byText.get(request.text)?.programs.get(keyOf(request.operationName, request.variant));
      if (known) return Promise.resolve(known);
      const same = underway.get(key);
      if (same) return same;
      if (underway.size >= settings.maxWaiting) {
        return Promise.reject(new GraphQLError('Too many new operations at once: try again in a moment.', { extensions: { code: 'OVERLOADED', http: { status: 503, headers: new Map([['retry-after', '1']]) } } }));
      }
      const first = underway.size === 0;
      const work = queue
        .then(() => (first ? undefined : nextTurn()))
        .then(() => compileNow(request))
        .finally(() => underway.delete(key));
      underway.set(key, work);
      // The next one's turn comes whether this one had a plan or not; who asked for it hears of that.
      queue = work.then(ignore, ignore);
      return work;
    },
    known: () =>
      [...byText.entries()].flatMap(([text, { hash, document, names }]) => [...names.values()].map(({ operationName, variant }) => ({ text, hash, document, operationName, variant }))),
    get size() {
      return byText.size;
    },
  };
}

const ignore = () => undefined;

function keyOf(operationName: string | undefined, variant: string): string {
  return variant === '' ? (operationName ?? '') : `${operationName ?? ''}\n${variant}`;
}

/** Of one operation; callers' rights come in few combinations. */
const mostRestricted = 64;

function createRestricted(whole: Program, document: DocumentNode, compile: (document: DocumentNode) => Program): RestrictedPrograms {
  const known = new Map<string, Program>();
  return {
    programFor: (decision) => {
      if (decision.document === null || decision.document === document) return whole;
      let program = known.get(decision.key);
      if (!program) {
        program = compile(decision.document);
        if (known.size >= mostRestricted) known.clear();
        known.set(decision.key, program);
      }
      return program;
    },
  };
}
