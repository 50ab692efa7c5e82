import { LRUCache } from 'lru-cache';
import type { Answer } from '../../hooks/contract.ts';
import type { Kept } from './answer-store.ts';

/** What came of a flight: an answer that is kept, or one for those who waited and nobody else. */
export type Landed = { kept: Kept } | { plain: Answer };

/** An answer that is being made and that others wait for. */
export type Flight = {
  /** Null where there is no answer for others. */
  readonly landed: Promise<Landed | null>;
  settle(landed: Landed | null, why?: 'for nobody else'): void;
};

export type Flights = {
  /** The flight to join. */
  join(key: string): Flight | undefined;
  /** @returns null where answers of this key lately were for nobody else: waiting for one would only cost time */
  begin(key: string): Flight | null;
};

const lonelyMs = 10_000;

export function createFlights(): Flights {
  const flights = new Map<string, Flight>();
  const lonely = new LRUCache<string, true>({ max: 10_000, ttl: lonelyMs });
  return {
    join: (key) => flights.get(key),
    begin: (key) => {
      if (lonely.has(key)) return null;
      let resolve: (landed: Landed | null) => void = () => undefined;
      const landed = new Promise<Landed | null>((done) => {
        resolve = done;
      });
      const flight: Flight = {
        landed,
        settle: (given, why) => {
          if (flights.get(key) !== flight) return;
          flights.delete(key);
          if (why) lonely.set(key, true);
          resolve(given);
        },
      };
      flights.set(key, flight);
      return flight;
    },
  };
}
