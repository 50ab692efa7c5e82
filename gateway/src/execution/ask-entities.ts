import type { SubgraphReply } from '../transport/contract.ts';
import type { Fetch } from './compile-fetch.ts';
import type { Unit } from './compile-units.ts';
import { withContexts } from './context-arguments.ts';
import type { Failure } from './failure.ts';
import { gather } from './gather-entities.ts';
import type { Tree } from './generated-code.ts';
import { landEntities } from './land-entities.ts';
import { representationsName } from './merge-operations.ts';
import { recall } from './recall-entities.ts';
import { variablesText } from './request-body.ts';
import type { Run } from './run.ts';

/** One entity that was asked for. Equal representations have one slot, whichever fetch of the plan wants it. */
export type Slot = {
  typename: unknown;
  /** JSON text. */
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

/** Slots to ask a subgraph for, by the number of their lane. */
export type Wanted = readonly (readonly Slot[])[];

/**
 * Fetches entities, each once in this execution, and merges them into every object that stands for them.
 * @param fetches those of the unit that go now
 */
export function askEntities(run: Run, planned: Unit, fetches: readonly Fetch[]): void {
  const [first] = fetches;
  const unit = first?.contexts ? withContexts(run, planned, first, first.contexts) : planned;
  const flight: Flight = { done: false, failure: null, waiting: [] };
  const flights = new Set<Flight>();
  const works: Work[] = [];
  let asks = false;
  const wanted = unit.lanes.map((lane) => {
    const slots: Slot[] = [];
    for (const fetch of lane.fetches) if (fetches.includes(fetch) && run.wants(fetch)) works.push(gather(run, lane, fetch, slots, flight, flights));
    asks ||= slots.length > 0;
    return slots;
  });
  run.works.push(...works);
  if (asks) flights.add(flight);

  const apply = () => {
    try {
      for (const work of works) mergeEntities(unit, work);
    } catch (error) {
      run.fail(unit, fetches, error);
    }
    run.end(fetches);
  };
  if (flights.size === 0) return apply();
  let missing = flights.size;
  const wake = () => {
    missing -= 1;
    if (missing === 0) apply();
  };
  for (const each of flights) each.waiting.push(wake);
  if (asks) fly(run, unit, fetches, wanted, flight);
}

function fly(run: Run, unit: Unit, fetches: readonly Fetch[], wanted: Wanted, flight: Flight): void {
  const land = (work: () => Failure | null) => {
    try {
      flight.failure = work();
    } catch (error) {
      flight.failure = run.fail(unit, fetches, error);
    }
    flight.done = true;
    for (const wake of flight.waiting) wake();
  };
  const fail = (error: unknown) => land(() => run.fail(unit, fetches, error));
  const ask = (unknown: Wanted) => {
    if (unknown.every((slots) => slots.length === 0)) return land(() => null);
    run.send(unit, bodyOf(run, unit, unknown)).then((reply: SubgraphReply) => land(() => landEntities(run, unit, fetches, unknown, reply)), fail);
  };
  try {
    if (!run.context.entities || !run.shares) return ask(wanted);
    const recalled = recall(run.context.entities, run.context.variables, unit, wanted);
    // A store that is away has forgotten everything.
    if (recalled instanceof Promise) recalled.then(ask, () => ask(wanted)).catch(fail);
    else ask(recalled);
  } catch (error) {
    // Others may wait for what comes of this.
    fail(error);
  }
}

function bodyOf(run: Run, unit: Unit, wanted: Wanted): string {
  const lanes = unit.lanes.filter(({ index }) => (wanted[index]?.length ?? 0) > 0);
  const [first] = lanes;
  let text = variablesText(lanes.length === 1 && first ? first.variables : [...new Set(lanes.flatMap(({ variables }) => variables))], run.context.variables);
  for (const { index, renames, constants } of lanes) {
    if (constants) text += `${text === '' ? '' : ','}${lanes.length === 1 ? constants.alone : constants.together}`;
    text += `${text === '' ? '' : ','}"${lanes.length === 1 ? representationsName : renames.get(representationsName)}":[`;
    let between = '';
    for (const { representation } of wanted[index] ?? []) {
      text += between + representation;
      between = ',';
    }
    text += ']';
  }
  return `${unit.head(lanes)}${text}}}`;
}

function mergeEntities(unit: Unit, { fetch, targets, slots }: Work): void {
  for (let index = 0; index < slots.length; index += 1) {
    const slot = slots[index];
    const target = targets[index];
    if (!slot || !target) continue;
    if (!slot.entity) slot.flight.failure?.fetches.add(fetch);
    else fetch.merge(target, unit.copies === 'always' || (unit.copies === 'others' && slot.owner !== fetch) ? fetch.copy(slot.entity) : slot.entity);
  }
}
