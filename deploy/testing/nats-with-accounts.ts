// A child process of deploy/nats.int.test.ts: a real NATS server on deploy/nats/nats.conf, with its addresses and its
// folder changed and nothing else. Prints its address and the accounts' passwords; ends when its input closes.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tools/dev/servers/free-ports.ts';
import { nats } from '../../tools/dev/servers/nats.ts';
import { containerCommand } from '../../tools/dev/servers/obtain/docker.ts';
import { obtainServer } from '../../tools/dev/servers/obtain-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'dra-nats-'));
const passwords = { NATS_GATEWAY_PASSWORD: 'sgateway', NATS_SUBGRAPHS_PASSWORD: 'ssubgraphs', NATS_WORKERS_PASSWORD: 'sworkers' };
const program = await obtainServer(nats, (line) => process.stderr.write(`${line}\n`));
const inDocker = program.way === 'docker';
const [port, monitoring] = [await freePort(), await freePort()];
const configuration = readFileSync('deploy/nats/nats.conf', 'utf8')
  .replace('listen: 0.0.0.0:4222', `listen: "${inDocker ? '0.0.0.0:4222' : `127.0.0.1:${port}`}"`)
  .replace('http: 0.0.0.0:8222', `http: "127.0.0.1:${monitoring}"`)
  .replace('store_dir: /data', `store_dir: ${JSON.stringify(inDocker ? '/data' : folder)}`);
writeFileSync(join(folder, 'nats.conf'), configuration, { mode: 0o644 });

const { command, args } = inDocker
  ? containerCommand({ docker: program.program, image: 'nats:2.12', port, imagePort: 4222, dataDir: folder, imageDataDir: '/data', env: passwords, args: ['-c', '/data/nats.conf'] })
  : { command: program.program, args: ['-c', join(folder, 'nats.conf'), '-l', join(folder, 'log')] };
const server = spawn(command, args, { env: { PATH: process.env['PATH'], ...passwords }, stdio: ['ignore', 'ignore', 'inherit'] });
const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));

const url = `nats://127.0.0.1:${port}`;
for (let attempt = 0; ; attempt += 1) {
  try {
    await nats.probe(url, { secrets: { postgresPassword: '', s3AccessKeyId: '', s3SecretAccessKey: '' } });
    break;
  } catch (error) {
    if (attempt === 200 || server.exitCode !== null) throw error;
    await sleep(50);
  }
}
process.stdout.write(`${JSON.stringify({ port, ...passwords })}\n`);

process.stdin.resume().once('end', () => {
  server.kill('SIGTERM');
  void ended.then(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
});
