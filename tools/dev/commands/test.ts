/**
 * `npm test [-- jest arguments]`: every test, on servers, ports and folders of its own. Ends with a line that says how
 * many passed and failed. Exit 0 all passed, 1 not.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildBundles } from '../run/build.ts';
import { root } from '../run/options.ts';
import { sentenceOf } from '../servers/failure.ts';
import { during } from '../servers/progress.ts';

async function main(): Promise<void> {
  await during((line) => void process.stderr.write(`${line}\n`), 'building the services', buildBundles);
  const jest = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', APOLLO_TELEMETRY_DISABLED: '1' },
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => jest.kill(signal));
  jest.once('close', (code) => process.exit(code ?? 1));
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
});
