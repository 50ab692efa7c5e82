import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, sentenceOf } from '../servers/failure.ts';
import type { Say } from '../servers/progress.ts';
import { birthOf } from './process-identity.ts';
import type { Remembered } from './run-folder.ts';

export type Started = {
  pid: number;
  /** Settles when the process is gone, whoever ended it. */
  exited: Promise<void>;
  stop(): Promise<void>;
};

/** Something that runs as a process of its own and is started again when it dies. */
export type Unit = {
  name: string;
  kind: 'server' | 'subgraph' | 'worker' | 'gateway';
  ports: Record<string, number>;
  /** Resolves when it can serve. Nothing is left behind when it rejects. */
  start(): Promise<Started>;
};

export type ProcessState = 'starting' | 'running' | 'restarting' | 'failed' | 'stopped';
export type ProcessRow = { name: string; kind: Unit['kind']; pid: number | null; ports: Record<string, number>; state: ProcessState; restarts: number; since: string };

type Entry = { unit: Unit; row: ProcessRow; started: Started | null; deaths: number[]; turn: Promise<void> };

/** So many deaths within the window are not bad luck: then it stays down, with a sentence. */
const mostDeaths = 8;
const windowMs = 120_000;
const firstWaitMs = 100;
const longestWaitMs = 10_000;

export type Supervisor = {
  /** Starts a unit for the first time. @throws Failure when it does not come up */
  add(unit: Unit): Promise<void>;
  /** @throws Failure for a name that is not here */
  restart(name: string): Promise<void>;
  list(): ProcessRow[];
  /** Ends everything, kind after kind: doors first, stores last. */
  stop(): Promise<void>;
};

export function createSupervisor(options: { say: Say; remember: (processes: Remembered[]) => void }): Supervisor {
  const entries = new Map<string, Entry>();
  let stopping = false;

  const changed = (entry: Entry, state: ProcessState) => {
    entry.row.state = state;
    entry.row.pid = entry.started?.pid ?? null;
    entry.row.since = new Date().toISOString();
    options.remember([...entries.values()].flatMap(({ unit, started }) => (started ? [{ name: unit.name, pid: started.pid, birth: birthOf(started.pid) }] : [])));
  };

  const begin = async (entry: Entry) => {
    const started = await entry.unit.start();
    if (stopping) return started.stop();
    entry.started = started;
    changed(entry, 'running');
    void started.exited.then(() => {
      if (entry.started !== started) return;
      entry.started = null;
      if (!stopping) void inTurn(entry, () => revive(entry, started.pid));
    });
  };

  /** One thing at a time for each unit: a restart that somebody asked for does not meet one after a death. */
  const inTurn = (entry: Entry, work: () => Promise<void>): Promise<void> => {
    const next = entry.turn.then(work);
    entry.turn = next.catch(() => undefined);
    return next;
  };

  const revive = async (entry: Entry, pid: number) => {
    if (entry.started) return;
    options.say(`${entry.unit.name} (process ${pid}) has died; starting it again`);
    changed(entry, 'restarting');
    for (;;) {
      const now = Date.now();
      entry.deaths = [...entry.deaths.filter((at) => now - at < windowMs), now];
      if (entry.deaths.length > mostDeaths) break;
      await sleep(entry.deaths.length === 1 ? firstWaitMs : Math.min(longestWaitMs, firstWaitMs * 2 ** entry.deaths.length));
      if (stopping) return;
      entry.row.restarts += 1;
      try {
        await begin(entry);
        return;
      } catch (error) {
        options.say(`${entry.unit.name} did not come up again: ${sentenceOf(error)}`);
      }
    }
    changed(entry, 'failed');
    options.say(`${entry.unit.name} died ${mostDeaths} times within ${windowMs / 1000} s and stays down: read its log, then \`npm run ps -- restart ${entry.unit.name}\``);
  };

  return {
    async add(unit) {
      const entry: Entry = { unit, started: null, deaths: [], turn: Promise.resolve(), row: { name: unit.name, kind: unit.kind, pid: null, ports: unit.ports, state: 'starting', restarts: 0, since: new Date().toISOString() } };
      entries.set(unit.name, entry);
      await begin(entry);
    },
    async restart(name) {
      const entry = entries.get(name);
      if (!entry) throw new Failure(`nothing here is called ${name}: ${[...entries.keys()].join(', ')}`);
      await inTurn(entry, async () => {
        const running = entry.started;
        entry.started = null;
        entry.deaths = [];
        changed(entry, 'restarting');
        await running?.stop();
        entry.row.restarts += 1;
        await begin(entry).catch((error: unknown) => {
          changed(entry, 'failed');
          throw error;
        });
      });
    },
    list: () => [...entries.values()].map(({ row }) => ({ ...row })),
    async stop() {
      stopping = true;
      for (const kind of ['gateway', 'worker', 'subgraph', 'server'] as const) {
        await Promise.all(
          [...entries.values()]
            .filter(({ unit }) => unit.kind === kind)
            .map(async (entry) => {
              const running = entry.started;
              entry.started = null;
              await running?.stop();
              changed(entry, 'stopped');
            }),
        );
      }
    },
  };
}
