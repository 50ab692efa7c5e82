import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Remembered } from './run-folder.ts';
import { createSupervisor } from './supervisor.ts';
import type { Started, Unit } from './supervisor.ts';

const said: string[] = [];
let remembered: Remembered[] = [];
const supervisors: ReturnType<typeof createSupervisor>[] = [];
const created = () => {
  const supervisor = createSupervisor({ say: (line) => said.push(line), remember: (processes) => (remembered = processes) });
  supervisors.push(supervisor);
  return supervisor;
};
afterEach(() => Promise.all(supervisors.splice(0).map((one) => one.stop())));
beforeEach(() => said.splice(0));

/** A real process; `script` decides how it behaves. */
function processOf(script: string): Started {
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { pid: child.pid ?? 0, exited, stop: async () => void (child.kill('SIGKILL'), await exited) };
}

const lasting = 'setInterval(() => {}, 1000)';
const unit = (name: string, kind: Unit['kind'] = 'subgraph', order: string[] = []): Unit => ({
  name,
  kind,
  ports: {},
  start: async (spawned) => {
    const started = processOf(lasting);
    spawned({ ...started, stop: async () => (order.push(name), started.stop()) });
  },
});

async function until(what: () => boolean): Promise<void> {
  for (let waited = 0; !what() && waited < 10_000; waited += 20) await sleep(20);
  expect(what()).toBe(true);
}

test('what dies is started again, and the new process is remembered', async () => {
  const supervisor = created();
  await supervisor.add(unit('a'));
  const first = supervisor.list()[0]?.pid ?? 0;
  process.kill(first, 'SIGKILL');
  await until(() => supervisor.list()[0]?.state === 'running' && supervisor.list()[0]?.pid !== first);
  expect(supervisor.list()[0]).toMatchObject({ restarts: 1 });
  expect(remembered).toEqual([{ name: 'a', pid: supervisor.list()[0]?.pid, birth: expect.any(String) }]);
});

test('doors are stopped before what they stand on', async () => {
  const order: string[] = [];
  const supervisor = created();
  for (const kind of ['server', 'gateway', 'worker', 'subgraph'] as const) await supervisor.add(unit(kind, kind, order));
  await supervisor.stop();
  expect(order).toEqual(['gateway', 'worker', 'subgraph', 'server']);
  expect(supervisor.list().map((row) => row.state)).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
});

test('a stop also ends what is still starting', async () => {
  const supervisor = created();
  let pid = 0;
  const adding = supervisor.add({
    name: 'slow',
    kind: 'worker',
    ports: {},
    start: async (spawned) => {
      const started = processOf(lasting);
      pid = started.pid;
      spawned(started);
      await started.exited;
      throw new Error('it ended before it was ready');
    },
  });
  const outcome = expect(adding).rejects.toThrow('before it was ready');
  await until(() => pid > 0);
  expect(supervisor.list()[0]).toMatchObject({ state: 'starting', pid });
  await supervisor.stop();
  await outcome;
  expect(() => process.kill(pid, 0)).toThrow();
});

test('what does not come up again stays down after a while, says so, and can be asked for', async () => {
  const supervisor = createSupervisor({ say: (line) => said.push(line), remember: () => undefined, longestWaitMs: 5 });
  supervisors.push(supervisor);
  let healthy = true;
  let current: Started | undefined;
  await supervisor.add({
    name: 'sick',
    kind: 'subgraph',
    ports: {},
    start: async (spawned) => {
      if (!healthy) throw new Error('no');
      current = processOf(lasting);
      spawned(current);
    },
  });
  healthy = false;
  process.kill(current?.pid ?? 0, 'SIGKILL');
  await until(() => supervisor.list()[0]?.state === 'failed');
  expect(supervisor.list()[0]?.pid).toBeNull();
  expect(said.at(-1)).toMatch(/sick failed 8 times in a row and stays down/);
  await expect(supervisor.restart('sick')).rejects.toThrow('no');
  healthy = true;
  await supervisor.restart('sick');
  expect(supervisor.list()[0]?.state).toBe('running');
});

test('a name that is not here', async () => {
  await expect(created().restart('nobody')).rejects.toThrow('nothing here is called nobody');
});
