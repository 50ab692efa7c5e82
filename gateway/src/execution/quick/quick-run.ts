import type { SubgraphReply } from '../../transport/contract.ts';
import type { Fetch } from '../compile-fetch.ts';
import type { Lane, Unit } from '../compile-units.ts';
import type { Outcome, RunContext } from '../contract.ts';
import { entitiesAlias, representationsName } from '../merge-operations.ts';
import { foundNoErrors } from '../read-reply.ts';
import { variablesText } from '../request-body.ts';
import { Schedule } from '../schedule.ts';
import type { QuickProgram } from './compile-quick.ts';
import type { EntityList } from './compile-reader.ts';
import { gatherSlots } from './gather-slots.ts';
import type { Fresh, Gathering } from './gather-slots.ts';
import { answerBuffers, borrowMemory, giveBack } from './memory.ts';
import type { Memory } from './memory.ts';
import type { QuickFetch, Table } from './quick-fetch.ts';
import { QuickOutcome } from './quick-outcome.ts';
import { leave } from './read-json.ts';
import type { Shape } from './shapes.ts';
import { addRepresentations, addText, beginBody, endBody } from './write-body.ts';

/** A request on its way, or answered: who waits for what it brings. */
type Flight = { done: boolean; waiting: (() => void)[] };

/** What was asked of whom, and what came of it. */
export type Sent = { service: string; body: string; reply: Promise<SubgraphReply> };

/**
 * Runs a query on the bytes of its replies. Whatever is unusual (an error, something missing, a null where none may be, a
 * type that nobody knows) ends it: then the exact way begins, with the replies that were already asked for.
 */
export class QuickRun implements Gathering {
  readonly memory: Memory = borrowMemory();
  readonly root: number;
  readonly tables: Gathering['tables'] = [];
  walk = 0;
  readonly #program: QuickProgram;
  readonly #context: RunContext;
  readonly #left: (sent: readonly Sent[]) => void;
  readonly #told: (outcome: Outcome) => void;
  readonly #schedule: Schedule;
  readonly #flights: Flight[] = [];
  readonly #sent: Sent[] = [];
  #over = false;

  constructor(program: QuickProgram, context: RunContext, told: (outcome: Outcome) => void, left: (sent: readonly Sent[]) => void) {
    this.#program = program;
    this.#context = context;
    this.#told = told;
    this.#left = left;
    this.root = this.memory.reserve(program.rootSize);
    this.#schedule = new Schedule(program.schedule, (unit, fetches) => this.#begin(unit, fetches), () => this.#tell());
  }

  start(): void {
    this.#schedule.start();
  }

  #leave(reason: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#program.way.left(reason);
    giveBack(this.memory);
    this.#left(this.#sent);
  }

  #begin(unit: Unit, fetches: readonly Fetch[]): void {
    if (this.#over) return;
    try {
      if (unit.root) this.#askRoot(unit, unit.root);
      else this.#askEntities(unit, fetches);
    } catch (error) {
      this.#leave(error);
    }
  }

  #end(fetches: readonly Fetch[]): void {
    if (!this.#over) this.#schedule.end(fetches);
  }

  #send(unit: Unit, body: string, land: (reply: SubgraphReply) => void): void {
    if (this.#context.signal?.aborted) throw leave;
    const reply = this.#context.send(unit.service, body, unit.kind);
    this.#sent.push({ service: unit.service, body, reply });
    reply.then(
      (came) => {
        if (this.#over) return;
        try {
          land(came);
          foundNoErrors(came);
        } catch (error) {
          this.#leave(error);
        }
      },
      (error: unknown) => this.#leave(error),
    );
  }

  #askRoot(unit: Unit, fetch: Fetch): void {
    const { shape, slot: cell } = this.#program.roots[fetch.index] as { shape: Shape; slot: number };
    this.#send(unit, `${unit.head(unit.lanes)}${variablesText(fetch.variables, this.#context.variables)}}}`, (reply) => {
      const object = this.#program.reader.root(this.memory, bytesOf(reply), shape);
      const slot = this.memory.reserve(1);
      this.memory.cells[slot] = object;
      this.memory.cells[this.root + cell] = slot;
      this.#end(unit.fetches);
    });
  }

  #askEntities(unit: Unit, fetches: readonly Fetch[]): void {
    const flight: Flight = { done: false, waiting: [] };
    const number = this.#flights.push(flight) - 1;
    const waits = new Set<number>();
    const asked: { lane: Lane; fresh: Fresh; fetch: QuickFetch }[] = [];
    for (const lane of unit.lanes) {
      const fresh: Fresh = { slots: [], as: [] };
      let one: QuickFetch | undefined;
      for (const fetch of lane.fetches) {
        if (!fetches.includes(fetch)) continue;
        one = this.#program.fetches[fetch.index] as QuickFetch;
        gatherSlots(this, one, number, fresh, waits);
      }
      if (one && fresh.slots.length > 0) asked.push({ lane, fresh, fetch: one });
    }
    if (asked.length > 0) waits.add(number);
    let missing = 0;
    const wake = () => {
      missing -= 1;
      if (missing === 0) this.#end(fetches);
    };
    for (const each of waits) {
      const other = this.#flights[each] as Flight;
      if (other.done) continue;
      missing += 1;
      other.waiting.push(wake);
    }
    if (missing === 0) return this.#end(fetches);
    if (asked.length === 0) return;
    const alone = asked.length === 1;
    const lists = asked.map(({ lane, fresh, fetch }): EntityList => ({ name: alone ? '_entities' : entitiesAlias(lane.index), shape: fetch.shape, slots: fresh.slots }));
    this.#send(unit, this.#bodyOf(unit, asked), (reply) => {
      this.#program.reader.entities(this.memory, bytesOf(reply), lists);
      flight.done = true;
      for (const wakeOne of flight.waiting) wakeOne();
    });
  }

  #bodyOf(unit: Unit, asked: readonly { lane: Lane; fresh: Fresh; fetch: { table: Table } }[]): string {
    const lanes = asked.map(({ lane }) => lane);
    const [first] = lanes;
    const alone = lanes.length === 1;
    const variables = variablesText(alone && first ? first.variables : [...new Set(lanes.flatMap((lane) => lane.variables))], this.#context.variables);
    let separator = variables === '' ? '' : ',';
    beginBody();
    addText(unit.head(lanes));
    addText(variables);
    for (const { lane, fresh, fetch } of asked) {
      addText(`${separator}"${alone ? representationsName : (lane.renames.get(representationsName) ?? '')}":[`);
      addRepresentations(this.memory, fetch.table, fresh);
      addText(']');
      separator = ',';
    }
    addText('}}');
    return endBody();
  }

  #tell(): void {
    if (this.#over) return;
    const answer = answerBuffers.borrow();
    let end: number;
    try {
      end = this.#program.write(this.memory, this.root, answer);
    } catch (error) {
      answerBuffers.giveBack(answer);
      return this.#leave(error);
    }
    this.#over = true;
    giveBack(this.memory);
    this.#program.way.succeeded();
    this.#told(new QuickOutcome(answer, end));
  }
}

const bytesOf = (reply: SubgraphReply): Uint8Array => reply.bytes ?? Buffer.from(reply.text);
