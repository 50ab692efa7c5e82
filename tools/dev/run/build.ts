import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../servers/failure.ts';
import { runCommand } from '../servers/obtain/run-command.ts';
import { root } from './options.ts';
import { services } from './services.ts';

/** One bundle a process; turbo does nothing for what has not changed. */
export async function buildBundles(): Promise<void> {
  const turbo = join(root, 'node_modules', '.bin', 'turbo');
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', CI: '1' };
  const { code, stdout, stderr } = await runCommand(turbo, ['run', 'build', '--output-logs=errors-only'], { cwd: root, env, deadlineMs: 180_000 });
  const missing = services.filter((service) => !existsSync(join(root, service.bundle)));
  if (code === 0 && missing.length === 0) return;
  const reason = `${stdout}\n${stderr}`.split('\n').find((line) => /error/i.test(line)) ?? `${missing.map((one) => one.bundle).join(', ')} missing`;
  throw new Failure(`the services could not be built: ${reason.trim()} (\`npm run build\` shows it all)`);
}
