import type { Flight, Slot, Work } from './ask-entities.ts';
import type { Fetch } from './compile-fetch.ts';
import type { Index, Representation } from './compile-representations.ts';
import type { Lane } from './compile-units.ts';
import { put } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { sharedMark } from './response-path.ts';
import type { Holder } from './response-path.ts';
import type { Run } from './run.ts';

/**
 * Finds the objects that a fetch is about, and what is known of their entities already. Objects that are the same entity and
 * were told nothing else become one: what is merged, walked and written for it later is done once.
 * @param fresh gets the slots that nobody has asked for yet
 * @param flights gets the requests under way for the others
 */
export function gather(run: Run, lane: Lane, fetch: Fetch, fresh: Slot[], flight: Flight, flights: Set<Flight>): Work {
  const found: Tree[] = lane.targets ? [...lane.targets] : [];
  const holders: Holder[] = [];
  const keys: (string | number)[] = [];
  if (!lane.targets) fetch.collect(run.data, run.nextWalk(), found, holders, keys);
  const claims = run.claims(fetch);
  const targets: Tree[] = [];
  const slots: Slot[] = [];
  let typename: unknown = gather;
  let find: Representation['find'] | undefined;
  let index: Index<Slot> | undefined;
  let becomeOne = false;
  const make = (representation: string): Slot => {
    const slot: Slot = { typename, representation, entity: null, errors: null, flight, owner: fetch, place: null, first: null };
    fresh.push(slot);
    return slot;
  };
  for (let at = 0; at < found.length; at += 1) {
    const target = found[at];
    if (!target) continue;
    if (target['__typename'] !== typename || !find || !index) {
      typename = target['__typename'];
      const representation = fetch.represent?.(typename);
      if (!representation) continue;
      find = representation.find;
      index = run.entitiesOf(lane.key, representation.key);
      becomeOne = claims && typeof typename === 'string' && fetch.keysOnly(typename, representation.names);
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
