import type { FetchDataRewrite, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { compileCopy, compileMerge } from './compile-merge.ts';
import type { Copy, Merge } from './compile-merge.ts';
import { compileRepresentations } from './compile-representations.ts';
import type { Representations } from './compile-representations.ts';
import { parsePath, positionOf } from './response-path.ts';
import type { Collector, PathStep } from './response-path.ts';
import { compileContexts } from './context-arguments.ts';
import type { ContextArgument } from './context-arguments.ts';
import { compileRewrites } from './rewrites.ts';
import { parseOperation, selectedFields } from './selected-fields.ts';
import type { Selected, SubgraphOperation } from './selected-fields.ts';

/** A fetch is made only where the variables say so. */
export type Guard = { variable: string; is: boolean };

/** One fetch of the plan, compiled as far as it can be without the others. */
export type FetchAlone = {
  /** The supergraph's. */
  schema: GraphQLSchema;
  index: number;
  /** The part of the answer that it is for. */
  part: number;
  service: string;
  kind: 'query' | 'mutation';
  path: readonly PathStep[];
  guards: readonly Guard[];
  /** Indexes of the fetches that have to end before. */
  after: readonly number[];
  /** The path without its lists. */
  position: string;
  /** Null for a fetch of root fields. */
  represent: Representations | null;
  /** What `represent` is made of. */
  requires: readonly QueryPlanSelectionNode[] | null;
  inputRewrites: readonly FetchDataRewrite[] | undefined;
  rewriteOutput: ((value: unknown) => void) | null;
  merge: Merge;
  copy: Copy;
  selected: readonly Selected[];
  /** Error paths name fields as the subgraph was asked for them: here is what the client calls those. */
  renamed: ReadonlyMap<string, string>;
  operation: SubgraphOperation;
  operationName: string | undefined;
  text: string;
  variables: readonly string[];
  /** Arguments that come from objects above the entity; null where there are none. */
  contexts: readonly ContextArgument[] | null;
  /** Two fetches with one key ask the same of the same representations. */
  key: string;
};

export type Fetch = FetchAlone & {
  collect: Collector;
  /** Positions on the way at which equal objects may become one, its own the last. */
  above: readonly string[];
  /** Whether objects of a type are, before this fetch, nothing but what represents them: then equal ones may become one. */
  keysOnly(typename: string, names: ReadonlySet<string> | null): boolean;
};

/** The names in the answer that lead to what a fetch is about, without the lists between. */
export const fieldsOf = ({ path }: Pick<FetchAlone, 'path'>): string[] => path.flatMap(({ field }) => (field === null ? [] : [field]));

export function compileFetch(schema: GraphQLSchema, node: FetchNode, place: { index: number; path: readonly (string | number)[]; guards: readonly Guard[]; after: readonly number[]; part: number }): FetchAlone {
  const path = parsePath(place.path);
  const operation = parseOperation(node.operation);
  const ofEntities = node.requires !== undefined;
  const selected = selectedFields(operation, node.outputRewrites, ofEntities);
  const renames = (node.outputRewrites ?? []).flatMap((rewrite) => (rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as const] : []));
  const contexts = compileContexts(node.contextRewrites);
  return {
    schema,
    index: place.index,
    part: place.part,
    service: node.serviceName,
    kind: node.operationKind === 'mutation' ? 'mutation' : 'query',
    path,
    guards: place.guards,
    after: place.after,
    position: positionOf(path),
    represent: node.requires ? compileRepresentations(schema, node.requires, node.inputRewrites) : null,
    requires: node.requires ?? null,
    inputRewrites: node.inputRewrites,
    rewriteOutput: compileRewrites(schema, node.outputRewrites),
    merge: compileMerge(schema, selected),
    copy: compileCopy(selected),
    selected,
    renamed: new Map(renames),
    operation,
    operationName: node.operationName,
    text: node.operation,
    variables: (node.variableUsages ?? []).filter((name) => !contexts.some(({ variable }) => variable === name)),
    contexts: contexts.length > 0 ? contexts : null,
    key: `${node.serviceName}\n${withoutName(node)}\n${JSON.stringify(node.outputRewrites ?? 0)}`,
  };
}

/** The planner numbers the operations of one plan: the number is no part of what they ask. */
function withoutName({ operation, operationName, operationKind }: FetchNode): string {
  const head = `${operationKind} ${operationName ?? ''}`;
  return operationName !== undefined && operation.startsWith(head) ? operationKind + operation.slice(head.length) : operation;
}
