import type { GraphQLFormattedError, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { ClientOperation } from './client-operation.ts';
import { completeSlowly } from './complete-slowly.ts';
import type { Writer } from './compile-writer.ts';
import type { Outcome } from './contract.ts';
import { ErrorPaths } from './error-paths.ts';
import type { Failure } from './failure.ts';
import { mostErrors, placedErrors } from './map-errors.ts';
import type { Reported } from './map-errors.ts';
import type { Run } from './run.ts';

export type Shape = { schema: GraphQLSchema; operation: ClientOperation; rootType: GraphQLObjectType; write: Writer };

const noErrors: readonly GraphQLFormattedError[] = [];

/** What a client gets: nearly always what the writer writes; with anything amiss, what the specification says. */
export function outcomeOf(run: Run, shape: Shape): Outcome {
  const written = shape.write(run.data, run.context.variables);
  const reported = allReported(run);
  if (written && !written.missing && run.failures.length === 0 && reported.length === 0) return { data: written.text, errors: noErrors };
  return slowly(run, shape, reported);
}

function slowly(run: Run, { schema, operation, rootType }: Shape, reported: readonly Reported[]): Outcome {
  const errors: GraphQLFormattedError[] = [...placedErrors(run.data, reported)];
  const places = new ErrorPaths();
  for (const { path } of errors) if (path) places.add(path);
  const told = new Map<Failure, GraphQLFormattedError[]>();
  const omitted = new Map<Failure, number>();
  const add = (error: GraphQLFormattedError) => {
    errors.push(error);
    if (error.path) places.add(error.path);
  };
  const data = completeSlowly(
    {
      schema,
      operation,
      variables: run.context.variables,
      isExplained: (path) => places.explain(path),
      tell: add,
      notFetched: (path) => {
        const failure = causeOf(run.failures, path);
        if (!failure) return;
        const before = told.get(failure) ?? [];
        if (before.length === mostErrors) {
          omitted.set(failure, (omitted.get(failure) ?? 0) + 1);
          return places.add(path);
        }
        const error = { message: failure.message, path, extensions: { ...failure.extensions } };
        told.set(failure, [...before, error]);
        add(error);
      },
    },
    rootType,
    run.data,
  );
  for (const [failure, count] of omitted) Object.assign(told.get(failure)?.at(-1)?.extensions ?? {}, { omitted: count });
  for (const failure of run.failures) {
    if (!failure.told && !told.has(failure)) errors.push({ message: failure.message, extensions: failure.extensions });
  }
  return { data: data === null ? 'null' : JSON.stringify(data), errors };
}

/** The failed fetch that would have brought the field: the one that asked for it there, or one that others waited for. */
function causeOf(failures: readonly Failure[], path: readonly (string | number)[]): Failure | undefined {
  const names = path.filter((step) => typeof step === 'string');
  let best: Failure | undefined;
  let bestScore = -1;
  for (const failure of failures) {
    for (const fetch of failure.fetches) {
      const fields = fetch.path.flatMap(({ field }) => (field === null ? [] : [field]));
      const above = fields.every((field, depth) => names[depth] === field);
      const asked = above && fetch.selected.some(({ name }) => name === names[fields.length]);
      const score = asked ? 2 : above ? 1 : 0;
      if (score > bestScore) [best, bestScore] = [failure, score];
    }
  }
  return best;
}

function allReported(run: Run): readonly Reported[] {
  if (!run.entitiesAtFault) return run.reported;
  let all: Reported[] | null = null;
  for (const { fetch, targets, slots } of run.works) {
    const byError = new Map<object, { error: Reported['error']; below: Reported['below']; targets: Set<Reported['error']> }>();
    for (const [index, slot] of slots.entries()) {
      const target = targets[index];
      if (!slot.errors || !target) continue;
      for (const one of slot.errors) {
        const entry = byError.get(one) ?? { ...one, targets: new Set() };
        entry.targets.add(target);
        byError.set(one, entry);
      }
    }
    for (const { error, below, targets: at } of byError.values()) (all ??= [...run.reported]).push({ fetch, error, below, targets: [...at] });
  }
  return all ?? run.reported;
}
