import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { Failure } from '../servers/failure.ts';
import { isBlockedPort } from './blocked-ports.ts';

export const root = resolve(import.meta.dirname, '..', '..', '..');

export type StartOptions = {
  dataDir: string;
  /** The gateway's; the others lie at fixed distances. `null`: everybody takes a free one (tests do). */
  port: number | null;
  reset: boolean;
  demo: boolean;
};

const usage = 'npm start -- [--port 4000 | --port free] [--reset] [--no-demo]';

/** @throws Failure */
export function startOptions(argv: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: { port: { type: 'string', default: '4000' }, reset: { type: 'boolean', default: false }, 'no-demo': { type: 'boolean', default: false } } }));
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}: ${usage}`);
  }
  const port = values.port === 'free' ? null : Number(values.port);
  if (port !== null && (!Number.isInteger(port) || port < 1024 || port > 65_000)) throw new Failure(`--port takes a number from 1024 to 65000: ${usage}`);
  if (port !== null && isBlockedPort(port)) throw new Failure(`browsers and fetch refuse to talk to port ${port}: take another`);
  return { dataDir: dataDirOf(env), port, reset: values.reset, demo: !values['no-demo'] };
}

export function dataDirOf(env: NodeJS.ProcessEnv): string {
  return resolve(root, env['DATA_DIR'] || '.dr-assistant');
}
