/**
 * `npm run worker -- --pool transcription|note|prescription`: one more worker, here or on another machine. It needs
 * NATS_URL and S3_* in the environment and nothing else; without them it joins what `npm start` runs from this folder.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askControl } from '../run/control.ts';
import { dataDirOf, root } from '../run/options.ts';
import { buildBundles } from '../run/build.ts';
import { secretsOfRun } from '../run/secrets-of-run.ts';
import { sentenceOf } from '../servers/failure.ts';
import { freePort } from '../servers/free-ports.ts';
import { s3Region } from '../servers/probe/s3-request.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { pool: { type: 'string' } } });
  if (!values.pool || !['transcription', 'note', 'prescription'].includes(values.pool)) throw new Error('npm run worker -- --pool transcription|note|prescription');
  await buildBundles();
  const env = { OPS_PORT: String(await freePort()), ...(process.env['NATS_URL'] ? {} : await ofThisFolder()), ...process.env, POOL: values.pool };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'subgraphs/inference/dist/worker.cjs')], { stdio: 'inherit', env });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  child.once('close', (code) => process.exit(code ?? 1));
}

async function ofThisFolder(): Promise<Record<string, string>> {
  const dataDir = dataDirOf(process.env);
  const processes = await askControl(dataDir, { op: 'list' });
  const port = (name: string) => processes.find((one) => one.name === name)?.ports['server'];
  const { servers } = secretsOfRun(dataDir);
  return {
    NATS_URL: `nats://127.0.0.1:${port('nats')}`,
    S3_ENDPOINT: `http://127.0.0.1:${port('s3')}`,
    S3_REGION: s3Region,
    S3_BUCKET: 'dr-assistant',
    S3_ACCESS_KEY_ID: servers.s3AccessKeyId,
    S3_SECRET_ACCESS_KEY: servers.s3SecretAccessKey,
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
});
