import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, sentenceOf } from '../servers/failure.ts';
import type { Say } from '../servers/progress.ts';
import { birthOf } from './process-identity.ts';
import type { Remembered } from './run-folder.ts';

export type Started = {
  pid: number;
  /** Settles when the process is gone, whoever ended it. */
  exited: Promise<void>;
  /** Idempotent; also while it is still starting. */
  stop(): Promise<void>;
};

/** Something that runs as a process of its own and is started again when it dies. */
export type Unit = {
  name: string;
  kind: 'server' | 'subgraph' | 'worker' | 'gateway';
  ports: Record<string, number>;
  /**
   * Tells of its process as soon as there is one: from then on it can be ended, and a later run knows of it.
   * Resolves when it can serve. Nothing is left behind when it rejects.
   */
  start(spawned: (process: Started) => void): Promise<void>;
};

export type ProcessState = 'starting' | 'running' | 'restarting' | 'failed' | 'stopped';
export type ProcessRow = { name: string; kind: Unit['kind']; pid: number | null; ports: Record<string, number>; state: ProcessState; restarts: number; since: string };

type Entry = {
  unit: Unit;
  row: ProcessRow;
  process: (Started & { birth: string | null }) | null;
  /** Starts that did not lead to a minute of running. */
  misses: number;
  turn: Promise<void>;
};

/** So many in a row are not bad luck: then it stays down, with a sentence. */
const mostMisses = 8;
/** Who ran this long had a good start. */
const steadyMs = 60_000;
const firstWaitMs = 100;
const longestWaitMs = 10_000;

export type Supervisor = {
  /** Starts a unit for the first time. @throws Failure when it does not come up */
  add(unit: Unit): Promise<void>;
  /** @throws Failure for a name that is not here, or when it does not come up */
  restart(name: string): Promise<void>;
  list(): ProcessRow[];
  /** Ends everything, also what is still starting, kind after kind: doors first, stores last. */
  stop(): Promise<void>;
};

export function createSupervisor(options: { say: Say; remember: (processes: Remembered[]) => void; longestWaitMs?: number }): Supervisor {
  const entries = new Map<string, Entry>();
  let stopping = false;
  let wakeSleepers: () => void = () => undefined;
  const stopAsked = new Promise<void>((resolve) => (wakeSleepers = resolve));

  const changed = (entry: Entry, state: ProcessState) => {
    entry.row.state = state;
    entry.row.pid = entry.process?.pid ?? null;
    entry.row.since = new Date().toISOString();
    options.remember([...entries.values()].flatMap(({ unit, process }) => (process ? [{ name: unit.name, pid: process.pid, birth: process.birth }] : [])));
  };

  /** @throws what the unit's start throws */
  const begin = async (entry: Entry, state: 'starting' | 'restarting') => {
    if (stopping) throw new Failure('everything is being stopped');
    try {
      await entry.unit.start((process) => {
        entry.process = { ...process, birth: birthOf(process.pid) };
        changed(entry, state);
        if (stopping) void process.stop();
      });
    } catch (error) {
      entry.process = null;
      changed(entry, state);
      throw error;
    }
    changed(entry, 'running');
    const { process } = entry;
    const since = Date.now();
    void process?.exited.then(() => {
      if (entry.process !== process) return; // somebody stopped it
      entry.process = null;
      if (Date.now() - since > steadyMs) entry.misses = 0;
      if (!stopping) void inTurn(entry, () => revive(entry, process.pid));
    });
  };

  /** One thing at a time for each unit: a restart that somebody asked for does not meet one after a death. */
  const inTurn = (entry: Entry, work: () => Promise<void>): Promise<void> => {
    const next = entry.turn.then(work);
    entry.turn = next.catch(() => undefined); // whoever asked hears of it; the next in turn goes on
    return next;
  };

  const revive = async (entry: Entry, pid: number) => {
    if (entry.process || stopping) return;
    options.say(`${entry.unit.name} (process ${pid}) has died; starting it again`);
    changed(entry, 'restarting');
    for (entry.misses += 1; entry.misses <= mostMisses; entry.misses += 1) {
      const wait = entry.misses === 1 ? firstWaitMs : Math.min(options.longestWaitMs ?? longestWaitMs, firstWaitMs * 2 ** entry.misses);
      await Promise.race([sleep(wait, undefined, { ref: false }), stopAsked]);
      if (stopping) return;
      entry.row.restarts += 1;
      try {
        await begin(entry, 'restarting');
        return;
      } catch (error) {
        if (!stopping) options.say(`${entry.unit.name} did not come up again: ${sentenceOf(error)}`);
      }
    }
    changed(entry, 'failed');
    options.say(`${entry.unit.name} failed ${mostMisses} times in a row and stays down: read its log, then \`npm run ps -- restart ${entry.unit.name}\``);
  };

  const end = async (entry: Entry) => {
    const { process } = entry;
    entry.process = null;
    await process?.stop();
    await entry.turn; // a start that was under way has seen its process end
    changed(entry, 'stopped');
  };

  return {
    async add(unit) {
      const entry: Entry = { unit, process: null, misses: 0, turn: Promise.resolve(), row: { name: unit.name, kind: unit.kind, pid: null, ports: unit.ports, state: 'starting', restarts: 0, since: new Date().toISOString() } };
      entries.set(unit.name, entry);
      await inTurn(entry, () => begin(entry, 'starting'));
    },
    async restart(name) {
      const entry = entries.get(name);
      if (!entry) throw new Failure(`nothing here is called ${name}: ${[...entries.keys()].join(', ')}`);
      await inTurn(entry, async () => {
        const { process } = entry;
        entry.process = null;
        entry.misses = 0;
        changed(entry, 'restarting');
        await process?.stop();
        entry.row.restarts += 1;
        await begin(entry, 'restarting').catch((error: unknown) => {
          changed(entry, 'failed');
          throw error;
        });
      });
    },
    list: () => [...entries.values()].map(({ row }) => ({ ...row })),
    async stop() {
      stopping = true;
      wakeSleepers();
      for (const kind of ['gateway', 'worker', 'subgraph', 'server'] as const) {
        await Promise.all([...entries.values()].filter(({ unit }) => unit.kind === kind).map(end));
      }
    },
  };
}
