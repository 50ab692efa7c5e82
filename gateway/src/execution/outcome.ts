import type { GraphQLFormattedError } from 'graphql';
import { completeSlowly } from './complete-slowly.ts';
import type { WrittenPart } from './compile-parts.ts';
import { ErrorPaths } from './error-paths.ts';
import type { Failure } from './failure.ts';
import type { Tree } from './generated-code.ts';
import { fieldsLeftOut } from './left-out.ts';
import { mostErrors, placedErrors } from './map-errors.ts';
import type { Reported } from './map-errors.ts';
import type { Run } from './run.ts';

/** An object of the answer with where it stands: the root, or one that a deferred part belongs to. */
export type Place = { object: Tree; path: readonly (string | number)[] };

const noErrors: readonly GraphQLFormattedError[] = [];

export type Told = { data: string; errors: readonly GraphQLFormattedError[] };

/**
 * What a client gets: nearly always what the writer writes; with anything amiss, what the specification says.
 * @param gone gets the places that became null because of what is below them
 */
export function tellPart(run: Run, part: WrittenPart, places: readonly Place[], gone: ErrorPaths): Told[] {
  const { failures, reported } = faultsOf(run, part);
  if (failures.length === 0 && reported.length === 0) {
    const told = tellWhole(run, part, places);
    if (told) return told;
  }
  return new SlowPart(run, part, failures, reported, gone).tell(places);
}

/** Whether a part lacks something that nobody has failed to bring: the planner leaves it to a fetch of another part. */
export function isIncomplete(run: Run, part: WrittenPart, places: readonly Place[]): boolean {
  const { failures, reported } = faultsOf(run, part);
  return failures.length === 0 && reported.length === 0 && !tellWhole(run, part, places);
}

function faultsOf(run: Run, { index }: WrittenPart): { failures: readonly Failure[]; reported: readonly Reported[] } {
  return {
    failures: run.failures.filter(({ fetches }) => [...fetches].some((fetch) => fetch.part === index)),
    reported: allReported(run).filter(({ fetch }) => fetch.part === index),
  };
}

/** @returns null where the data is not all there, or not as it should be */
function tellWhole(run: Run, part: WrittenPart, places: readonly Place[]): Told[] | null {
  const told: Told[] = [];
  for (const { object } of places) {
    const written = part.write(object, run.context.variables);
    if (!written || written.missing) return null;
    told.push({ data: written.text, errors: noErrors });
  }
  return told;
}

/** Says of each failed fetch only what a client can see of it: a fetch that leaves nothing null was not needed. */
class SlowPart {
  readonly #run: Run;
  readonly #part: WrittenPart;
  readonly #failures: readonly Failure[];
  readonly #reported: readonly Reported[];
  readonly #gone: ErrorPaths;
  readonly #paths = new ErrorPaths();
  readonly #told = new Map<Failure, { count: number; last: { extensions: Record<string, unknown> } }>();
  #errors: GraphQLFormattedError[] = [];
  #leftOut: ReturnType<typeof fieldsLeftOut> | undefined;

  constructor(run: Run, part: WrittenPart, failures: readonly Failure[], reported: readonly Reported[], gone: ErrorPaths) {
    this.#run = run;
    this.#part = part;
    this.#failures = failures;
    this.#reported = reported;
    this.#gone = gone;
  }

  tell(places: readonly Place[]): Told[] {
    for (const error of placedErrors(this.#run.data, this.#reported)) this.#add(error);
    return places.map(({ object, path }) => {
      const data = completeSlowly(
        {
          schema: this.#part.schema,
          fragments: this.#part.fragments,
          variables: this.#run.context.variables,
          isExplained: (at) => this.#paths.explain(at),
          tell: (error) => this.#add(error),
          notFetched: (at, holder, name) => this.#notFetched(at, holder, name),
          nulled: (at) => this.#gone.add(at),
        },
        this.#part.type,
        this.#part.selectionSet,
        object,
        path,
      );
      const errors = this.#errors;
      this.#errors = [];
      return { data: data === null ? 'null' : JSON.stringify(data), errors };
    });
  }

  #add(error: GraphQLFormattedError): void {
    this.#errors.push(error);
    if (error.path) this.#paths.add(error.path);
  }

  #notFetched(path: readonly (string | number)[], holder: Tree, name: string): void {
    const service = (this.#leftOut ??= fieldsLeftOut(this.#run)).get(holder)?.get(name);
    if (service !== undefined) return this.#add({ message: `The ${service} service left out a field that it was asked for.`, path, extensions: { code: 'INVALID_SUBGRAPH_REPLY', service } });
    const failure = causeOf(this.#failures, path);
    if (!failure) return;
    const before = this.#told.get(failure);
    if (before && before.count >= mostErrors) {
      before.count += 1;
      before.last.extensions['omitted'] = before.count - mostErrors;
      this.#paths.add(path);
      return;
    }
    const error = { message: failure.message, path, extensions: { ...failure.extensions } };
    this.#told.set(failure, { count: (before?.count ?? 0) + 1, last: error });
    this.#add(error);
  }
}

/** The failed fetch that would have brought the field: the one that asked for it there, or one that others waited for. */
function causeOf(failures: readonly Failure[], path: readonly (string | number)[]): Failure | undefined {
  const names = path.filter((step) => typeof step === 'string');
  let best: Failure | undefined;
  let bestScore = -1;
  for (const failure of failures) {
    for (const { path: steps, selected } of failure.fetches) {
      const fields = steps.flatMap(({ field }) => (field === null ? [] : [field]));
      const above = fields.every((field, depth) => names[depth] === field);
      const asked = above && selected.some(({ name }) => name === names[fields.length]);
      const score = asked ? 2 : above ? 1 : 0;
      if (score > bestScore) [best, bestScore] = [failure, score];
    }
  }
  return best;
}

function allReported(run: Run): readonly Reported[] {
  if (!run.entitiesAtFault) return run.reported;
  const all = [...run.reported];
  for (const { fetch, targets, slots } of run.works) {
    for (const [index, slot] of slots.entries()) {
      const target = targets[index];
      if (target) for (const { error, below } of slot.errors ?? []) all.push({ fetch, error, below, targets: [target] });
    }
  }
  return all;
}
