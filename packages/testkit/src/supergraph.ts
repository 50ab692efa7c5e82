import { askControl, devToken } from '@dra/dev';
import type { ProcessRow } from '@dra/dev';
import type { Role } from '@dra/access';
import { askKeeper } from './servers-client.ts';

/** The whole product, as `npm start` runs it, on ports and in a folder of its own. */
export type Supergraph = {
  url: string;
  dataDir: string;
  ps(): Promise<ProcessRow[]>;
  /** SIGKILL, as the machine would; the runner starts it again. */
  kill(name: string): Promise<void>;
  restart(name: string): Promise<void>;
  token(userId: string, role: Role, tenant: string, options?: { ttlSeconds?: number }): Promise<string>;
  /** Of one that was launched for a test alone; the shared one ends with the run. */
  stop(): Promise<void>;
};

/** The one that the stories of a run share. Started by whoever asks first. */
export const sharedSupergraph = (): Promise<Supergraph> => supergraph('shared');

/** One of its own, for a test that breaks things, or needs others in its environment. */
export const launchSupergraph = (key: string, env: Record<string, string> = {}): Promise<Supergraph> => supergraph(key, env);

/** While writing a story: what `npm start` runs from this data folder, instead of one started for the tests. */
const runningFolder = () => process.env.DRA_E2E_DATA_DIR;

async function running(dataDir: string): Promise<{ url: string; dataDir: string }> {
  const gateway = (await askControl(dataDir, { op: 'list' })).find((one) => one.name === 'gateway');
  return { url: `http://127.0.0.1:${gateway?.ports['graphql']}/graphql`, dataDir };
}

async function supergraph(key: string, env: Record<string, string> = {}): Promise<Supergraph> {
  const folder = runningFolder();
  const { url, dataDir } = folder ? await running(folder) : await askKeeper<{ url: string; dataDir: string }>({ op: 'supergraph', key, env });
  return {
    url,
    dataDir,
    ps: () => askControl(dataDir, { op: 'list' }),
    async kill(name) {
      const pid = (await askControl(dataDir, { op: 'list' })).find((one) => one.name === name)?.pid;
      if (!pid) throw new Error(`${name} does not run`);
      process.kill(pid, 'SIGKILL');
    },
    async restart(name) {
      await askControl(dataDir, { op: 'restart', name });
    },
    token: (userId, role, tenant, { ttlSeconds = 3600 } = {}) => devToken(dataDir, { userId, tenant, roles: [role], ttlSeconds }),
    async stop() {
      if (!folder) await askKeeper({ op: 'stop-supergraph', key });
    },
  };
}
