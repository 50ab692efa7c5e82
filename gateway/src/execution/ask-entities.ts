import type { SubgraphReply } from '../transport/contract.ts';
import type { Fetch } from './compile-fetch.ts';
import type { Lane, Unit } from './compile-units.ts';
import type { Failure } from './failure.ts';
import type { Index, Representation } from './compile-representations.ts';
import { put } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { sharedMark } from './response-path.ts';
import type { Holder } from './response-path.ts';
import { landEntities } from './land-entities.ts';
import { variablesText } from './request-body.ts';
import type { Run } from './run.ts';

/** One entity that was asked for. Equal representations have one slot, whichever fetch of the plan wants it. */
export type Slot = {
  representation: string;
  entity: Tree | null;
  errors: { error: Tree; below: (string | number)[] }[] | null;
  flight: Flight;
  /** The fetch that brought it: others take a copy, where later fetches put something into it. */
  owner: Fetch;
  /** The fetch that found `first` last: where equal objects become one. */
  place: Fetch | null;
  first: Tree | null;
};

/** A request on its way, or answered. */
export type Flight = { done: boolean; failure: Failure | null; waiting: (() => void)[] };

/** A fetch of the plan at work: what it is about, and what will be merged into that. */
export type Work = { fetch: Fetch; targets: readonly Tree[]; slots: readonly Slot[] };

/** Fetches entities, each once in this execution, and merges them into every object that stands for them. */
export function askEntities(run: Run, unit: Unit): void {
  const flight: Flight = { done: false, failure: null, waiting: [] };
  const flights = new Set<Flight>();
  const works: Work[] = [];
  const fresh = unit.lanes.map((lane) => {
    const slots: Slot[] = [];
    for (const fetch of lane.fetches) if (run.wants(fetch)) works.push(gather(run, lane, fetch, slots, flight, flights));
    return slots;
  });
  run.works.push(...works);
  const asks = fresh.some((slots) => slots.length > 0);
  if (asks) flights.add(flight);

  const apply = () => {
    for (const work of works) mergeEntities(unit, work);
    run.end(unit);
  };
  if (flights.size === 0) return apply();
  let missing = flights.size;
  const wake = () => {
    missing -= 1;
    if (missing === 0) apply();
  };
  for (const each of flights) each.waiting.push(wake);
  if (asks) fly(run, unit, fresh, flight);
}

/** @param fresh gets the slots that nobody has asked for yet */
function gather(run: Run, lane: Lane, fetch: Fetch, fresh: Slot[], flight: Flight, flights: Set<Flight>): Work {
  const found: Tree[] = [];
  const holders: Holder[] = [];
  const keys: (string | number)[] = [];
  fetch.collect(run.data, run.nextWalk(), found, holders, keys);
  const shares = run.claims(fetch);
  const make = (representation: string): Slot => {
    const slot: Slot = { representation, entity: null, errors: null, flight, owner: fetch, place: null, first: null };
    fresh.push(slot);
    return slot;
  };
  const targets: Tree[] = [];
  const slots: Slot[] = [];
  let typename: unknown = gather;
  let find: Representation['find'] | undefined;
  let index: Index<Slot> | undefined;
  let becomeOne = false;
  for (let at = 0; at < found.length; at += 1) {
    const target = found[at];
    if (!target) continue;
    if (target['__typename'] !== typename || !find || !index) {
      typename = target['__typename'];
      const representation = fetch.represent?.(typename);
      if (!representation) continue;
      find = representation.find;
      index = run.entitiesOf(lane.key, representation.key);
      becomeOne = shares && typeof typename === 'string' && fetch.keysOnly(typename, representation.names);
    }
    const slot = find<Slot>(target, index, make);
    if (slot === null) continue;
    if (slot.flight !== flight && !slot.flight.done) flights.add(slot.flight);
    if (becomeOne) {
      const { first } = slot;
      if (slot.place === fetch && first) {
        const holder = holders[at];
        if (first !== target && holder) {
          put(holder, String(keys[at]), first);
          first[sharedMark] ??= 0;
        }
        continue;
      }
      slot.place = fetch;
      slot.first = target;
    }
    targets.push(target);
    slots.push(slot);
  }
  return { fetch, targets, slots };
}

function fly(run: Run, unit: Unit, fresh: readonly Slot[][], flight: Flight): void {
  const land = (reply: SubgraphReply) => {
    try {
      flight.failure = landEntities(run, unit, fresh, reply);
    } catch (error) {
      flight.failure = run.fail(unit, error);
    }
    wakeAll(flight);
  };
  const fail = (error: unknown) => {
    flight.failure = run.fail(unit, error);
    wakeAll(flight);
  };
  run.send(unit, bodyOf(run, unit, fresh)).then(land, fail);
}

function wakeAll(flight: Flight): void {
  flight.done = true;
  for (const wake of flight.waiting) wake();
}

function bodyOf(run: Run, unit: Unit, fresh: readonly Slot[][]): string {
  const names = unit.lanes.flatMap((lane, index) => (fresh[index]?.length ? lane.variables : []));
  let text = variablesText(names, run.context.variables);
  for (const slots of fresh) {
    if (slots.length === 0) continue;
    text += `${text === '' ? '' : ','}"representations":[`;
    for (const [index, { representation }] of slots.entries()) text += index === 0 ? representation : ',' + representation;
    text += ']';
  }
  return `${unit.head}${text}}}`;
}

function mergeEntities(unit: Unit, { fetch, targets, slots }: Work): void {
  for (let index = 0; index < slots.length; index += 1) {
    const slot = slots[index];
    const target = targets[index];
    if (!slot || !target) continue;
    slot.flight.failure?.fetches.add(fetch);
    if (slot.entity) fetch.merge(target, unit.deepened && slot.owner !== fetch ? fetch.copy(slot.entity) : slot.entity);
  }
}
