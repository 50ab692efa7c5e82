import type { SubgraphReply } from '../transport/contract.ts';
import type { Slot, Wanted } from './ask-entities.ts';
import type { Fetch } from './compile-fetch.ts';
import type { Lane, Unit } from './compile-units.ts';
import { invalidReply } from './failure.ts';
import type { Failure } from './failure.ts';
import { isTree } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { pathOf } from './map-errors.ts';
import { entitiesAlias } from './merge-operations.ts';
import { readReply } from './read-reply.ts';
import { byType, fetchKeyOf } from './recall-entities.ts';
import type { Run } from './run.ts';

/**
 * Puts what came into its slots, and what is wrong with it too.
 * @param wanted what was asked for; the lanes without any were left out of the request
 * @returns the failure where no entities came
 * @throws ServiceError DEPENDENCY_UNAVAILABLE where the answer is none, or has not one entity for each representation
 */
export function landEntities(run: Run, unit: Unit, fetches: readonly Fetch[], wanted: Wanted, reply: SubgraphReply): Failure | null {
  const { data, errors } = readReply(unit.service, reply);
  const asked = unit.lanes.filter(({ index }) => (wanted[index]?.length ?? 0) > 0);
  const nameOf = (lane: Lane) => (asked.length === 1 ? '_entities' : entitiesAlias(lane.index));
  const missing = asked.filter((lane) => (data?.[nameOf(lane)] ?? null) === null);
  if (missing.length > 0 && errors.length === 0) throw invalidReply(unit.service, 'WRONG_ENTITIES', reply.status);
  let placed = true;
  const unplaced: Tree[] = [];
  for (const error of errors) {
    const [field, position, ...below] = pathOf(error) ?? [];
    const lane = asked.find((each) => nameOf(each) === field);
    const slot = lane && typeof position === 'number' ? wanted[lane.index]?.[position] : undefined;
    if (slot) {
      run.entitiesAtFault = true;
      (slot.errors ??= []).push({ error, below });
    } else {
      placed = false;
      unplaced.push(error);
    }
  }
  for (const lane of asked) {
    if (missing.includes(lane)) continue;
    const slots = wanted[lane.index] ?? [];
    const entities = entitiesOf(unit, slots, data?.[nameOf(lane)], reply.status);
    if (placed && run.context.entities && run.shares) remember(run, lane, slots, entities, reply);
    fill(lane, slots, entities);
  }
  return report(run, unit, fetches, missing, errors, unplaced);
}

function entitiesOf(unit: Unit, slots: readonly Slot[], entities: unknown, status: number): readonly (Tree | null)[] {
  if (!Array.isArray(entities) || entities.length !== slots.length) throw invalidReply(unit.service, 'WRONG_ENTITIES', status);
  for (const entity of entities) if (entity !== null && !isTree(entity)) throw invalidReply(unit.service, 'WRONG_ENTITIES', status);
  return entities as readonly (Tree | null)[];
}

function fill(lane: Lane, slots: readonly Slot[], entities: readonly (Tree | null)[]): void {
  const rewrite = lane.fetches[0]?.rewriteOutput;
  for (let index = 0; index < slots.length; index += 1) {
    const entity = entities[index];
    const slot = slots[index];
    if (!entity || !slot) continue;
    rewrite?.(entity);
    slot.entity = entity;
  }
}

/** Tells the traffic layer of what came whole. */
function remember(run: Run, lane: Lane, slots: readonly Slot[], entities: readonly (Tree | null)[], reply: SubgraphReply): void {
  const texts = new Map(slots.map((slot, index) => [slot, entities[index]]));
  for (const [typename, same] of byType(slots)) {
    const entries = same.flatMap((slot) => {
      const entity = texts.get(slot);
      return entity && !slot.errors ? [{ representation: slot.representation, entity: JSON.stringify(entity) }] : [];
    });
    if (entries.length > 0) run.context.entities?.write(fetchKeyOf(lane, run.context.variables), typename, entries, reply);
  }
}

/** Without entities, the first error that names none of them is told at every field that it leaves null. */
function report(run: Run, unit: Unit, fetches: readonly Fetch[], missing: readonly Lane[], errors: readonly Tree[], unplaced: readonly Tree[]): Failure | null {
  const [everywhere = errors[0], ...others] = missing.length > 0 ? unplaced : [undefined, ...unplaced];
  for (const error of others) if (error && fetches[0]) run.reported.push({ fetch: fetches[0], error, below: null, targets: null });
  if (missing.length === 0 || !everywhere) return null;
  const concerned = fetches.filter((fetch) => missing.some((lane) => lane.fetches.includes(fetch)));
  return run.failWith(unit, concerned, everywhere);
}
