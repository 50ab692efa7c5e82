import type { SubgraphReply } from '../transport/contract.ts';
import type { Slot } from './ask-entities.ts';
import type { Fetch } from './compile-fetch.ts';
import type { Unit } from './compile-units.ts';
import { invalidReply } from './failure.ts';
import type { Failure } from './failure.ts';
import { isTree } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { pathOf } from './map-errors.ts';
import { readReply } from './read-reply.ts';
import type { Run } from './run.ts';

/**
 * Puts what came into its slots, and what is wrong with it too.
 * @returns the failure where no entities came
 * @throws ServiceError DEPENDENCY_UNAVAILABLE where the answer is none, or has not one entity for each representation
 */
export function landEntities(run: Run, unit: Unit, fresh: readonly Slot[][], reply: SubgraphReply): Failure | null {
  const { data, errors } = readReply(unit.service, reply);
  let empty = false;
  for (const [index, slots] of fresh.entries()) {
    const fetch = unit.lanes[index]?.fetches[0];
    if (slots.length === 0 || !fetch) continue;
    const entities: unknown = data?.['_entities'] ?? null;
    if (entities === null && errors.length > 0) empty = true;
    else fill(unit, fetch, slots, entities, reply.status);
  }
  return errors.length === 0 ? null : report(run, unit, fresh, errors, empty);
}

function fill(unit: Unit, fetch: Fetch, slots: readonly Slot[], entities: unknown, status: number): void {
  if (!Array.isArray(entities) || entities.length !== slots.length) throw invalidReply(unit.service, 'WRONG_ENTITIES', status);
  for (let index = 0; index < slots.length; index += 1) {
    const entity: unknown = entities[index];
    const slot = slots[index];
    if (entity === null || !slot) continue;
    if (!isTree(entity)) throw invalidReply(unit.service, 'WRONG_ENTITIES', status);
    fetch.rewriteOutput?.(entity);
    slot.entity = entity;
  }
}

function report(run: Run, unit: Unit, fresh: readonly Slot[][], errors: readonly Tree[], empty: boolean): Failure | null {
  const [fetch] = unit.fetches;
  let everywhere: Tree | null = null;
  for (const error of errors) {
    const [, position, ...below] = pathOf(error) ?? [];
    const slot = typeof position === 'number' ? fresh[0]?.[position] : undefined;
    if (slot) {
      run.entitiesAtFault = true;
      (slot.errors ??= []).push({ error, below });
    }
    // Without entities, the first that names none of them is told at every field that it leaves null.
    else if (empty && !everywhere) everywhere = error;
    else if (fetch) run.reported.push({ fetch, error, below: null, targets: null });
  }
  const [first] = errors;
  return empty && first ? run.failWith(unit, everywhere ?? first, everywhere === null) : null;
}
