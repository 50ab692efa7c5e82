import { ServiceError } from '@dra/service';
import type { SubgraphReply } from '../transport/contract.ts';
import { askEntities } from './ask-entities.ts';
import type { Slot, Work } from './ask-entities.ts';
import { askRoot } from './ask-root.ts';
import type { Fetch } from './compile-fetch.ts';
import type { Index } from './compile-representations.ts';
import type { Unit } from './compile-units.ts';
import type { RunContext } from './contract.ts';
import { failureOf, subgraphError } from './failure.ts';
import type { Failure } from './failure.ts';
import type { Tree } from './generated-code.ts';
import type { Reported } from './map-errors.ts';
import { Schedule } from './schedule.ts';
import type { Compiled } from './schedule.ts';

/** Everything that one execution of a program knows. */
export class Run {
  readonly data: Tree = {};
  /** Errors about root fields, and those that name no place. Errors about entities are in their slots. */
  readonly reported: Reported[] = [];
  readonly failures: Failure[] = [];
  readonly works: Work[] = [];
  /** What fetches of root fields brought. */
  readonly roots: { fetch: Fetch; target: Tree; data: Tree }[] = [];
  /** Whether any slot has errors. */
  entitiesAtFault = false;
  readonly context: RunContext;
  /** False for a change: its next field may alter what the one before it saw. */
  readonly shares: boolean;
  readonly #schedule: Schedule;
  /** Slots by representation, by what is asked of the entities and how they are represented. */
  readonly #entities = new Map<string, Map<string, Index<Slot>>>();
  /** Positions whose objects some fetch has already found: whether equal ones became one there. */
  readonly #claimed = new Map<string, boolean>();
  #walks = 0;

  /** @param done called when every fetch of a part has ended, once for each part, a part after its parent */
  constructor(compiled: Compiled, context: RunContext, shares: boolean, done: (part: number) => void) {
    this.context = context;
    this.shares = shares;
    this.#schedule = new Schedule(compiled, (unit, fetches) => this.#begin(unit, fetches), done);
  }

  start(): void {
    this.#schedule.start();
  }

  #begin(unit: Unit, fetches: readonly Fetch[]): void {
    try {
      if (unit.root) askRoot(this, unit, unit.root);
      else askEntities(this, unit, fetches);
    } catch (error) {
      this.fail(unit, fetches, error);
      this.end(fetches);
    }
  }

  end(fetches: readonly Fetch[]): void {
    this.#schedule.end(fetches);
  }

  wants({ guards }: Fetch): boolean {
    return guards.length === 0 || guards.every(({ variable, is }) => (this.context.variables[variable] === true) === is);
  }

  nextWalk(): number {
    this.#walks += 1;
    return this.#walks;
  }

  /** What this execution already knows or has asked of entities. A change remembers nothing. */
  entitiesOf(lane: string, representation: string): Index<Slot> {
    if (!this.shares) return new Map();
    let byKey = this.#entities.get(lane);
    if (!byKey) this.#entities.set(lane, (byKey = new Map()));
    let index = byKey.get(representation);
    if (!index) byKey.set(representation, (index = new Map()));
    return index;
  }

  /** The first fetch at a position may make equal objects one, if no other fetch holds any of them or what is below. */
  claims({ position, above }: Fetch): boolean {
    if (!this.shares || !above.includes(position)) return false;
    const first = !this.#claimed.has(position);
    for (const other of above) if (!this.#claimed.has(other)) this.#claimed.set(other, other === position);
    return first;
  }

  send(unit: Unit, body: string): Promise<SubgraphReply> {
    if (this.context.signal?.aborted) return Promise.reject(new ServiceError('CANCELLED', 'Nobody waits for the answer any more.'));
    return this.context.send(unit.service, body, unit.kind);
  }

  fail(unit: Unit, fetches: readonly Fetch[], error: unknown): Failure {
    const failure = { ...failureOf(unit.service, error), fetches: new Set(fetches) };
    this.failures.push(failure);
    return failure;
  }

  /** A subgraph answered with errors in place of data. */
  failWith(unit: Unit, fetches: readonly Fetch[], error: Tree): Failure {
    const { message, extensions } = subgraphError(unit.service, error);
    const failure = { message, extensions, fetches: new Set(fetches) };
    this.failures.push(failure);
    return failure;
  }
}
