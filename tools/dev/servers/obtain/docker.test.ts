import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerCommand, hasImage } from './docker.ts';

const home = mkdtempSync(join(tmpdir(), 'dra-docker-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** No engine runs where we test: only what we would say to one is looked at. */
function fakeDocker(script: string): string {
  const file = join(home, 'docker');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('a container listens on the loopback address only, keeps its data in the run\'s folder and goes when it ends', () => {
  const { command, args } = containerCommand({ docker: '/usr/bin/docker', image: 'redis:7', port: 20_001, imagePort: 6379, dataDir: '/data/redis', imageDataDir: '/data', env: { A: 'b' }, args: ['redis-server'] });
  expect(command).toBe('/usr/bin/docker');
  expect(args.slice(0, 3)).toEqual(['run', '--rm', '--init']);
  expect(args.join(' ')).toContain('--publish 127.0.0.1:20001:6379 --volume /data/redis:/data --env A=b redis:7 redis-server');
});

test('an image that is neither here nor can be fetched is a no, not an error', async () => {
  expect(await hasImage(fakeDocker('exit 1'), 'redis:7')).toBe(false);
  expect(await hasImage(fakeDocker('[ "$1" = pull ]'), 'redis:7')).toBe(true);
});
