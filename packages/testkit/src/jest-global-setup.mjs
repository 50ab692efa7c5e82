import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/**
 * Starts the keeper of the tests' servers, not the servers: those come when a test asks. The keeper ends, with all it
 * started, when our end of its standard input closes: also when jest is killed.
 */
export default async function globalSetup(config) {
  const root = config.rootDir;
  const keeper = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'tools/dev/servers/test-servers.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  keeper.unref();
  const socket = await new Promise((resolve, reject) => {
    keeper.once('error', reject);
    keeper.once('exit', (code) => reject(new Error(`the keeper of the tests' servers ended with ${code}`)));
    createInterface({ input: keeper.stdout }).once('line', resolve);
  });
  process.env.DRA_TEST_SERVERS = socket;
  globalThis.draTestServersKeeper = keeper;
}
