import type { SubgraphReply } from '../transport/contract.ts';
import type { Fetch } from './compile-fetch.ts';
import type { Unit } from './compile-units.ts';
import type { Tree } from './generated-code.ts';
import { pathOf } from './map-errors.ts';
import { readReply } from './read-reply.ts';
import { variablesText } from './request-body.ts';
import type { Run } from './run.ts';

/** Fetches root fields: mostly for the answer's own root, for others where a field leads back to it. */
export function askRoot(run: Run, unit: Unit, fetch: Fetch): void {
  const targets: Tree[] = [];
  if (run.wants(fetch)) fetch.collect(run.data, run.nextWalk(), targets, [], []);
  if (targets.length === 0) return run.end(unit.fetches);
  const fail = (error: unknown) => {
    run.fail(unit, unit.fetches, error);
    run.end(unit.fetches);
  };
  const land = (reply: SubgraphReply) => {
    try {
      read(run, unit, fetch, targets, reply);
    } catch (error) {
      return fail(error);
    }
    run.end(unit.fetches);
  };
  run.send(unit, `${unit.head(unit.lanes)}${variablesText(fetch.variables, run.context.variables)}}}`).then(land, fail);
}

function read(run: Run, unit: Unit, fetch: Fetch, targets: readonly Tree[], reply: SubgraphReply): void {
  const { data, errors } = readReply(unit.service, reply);
  if (data) {
    fetch.rewriteOutput?.(data);
    for (const target of targets) {
      fetch.merge(target, data);
      run.roots.push({ fetch, target, data });
    }
  }
  for (const error of errors) {
    const below = pathOf(error);
    // Without data, the first that names no place is told at every field that it leaves null.
    if (below || data || error !== errors[0]) run.reported.push({ fetch, error, below, targets: null });
  }
  if (errors[0] && !data) run.failWith(unit, unit.fetches, errors[0]);
}
