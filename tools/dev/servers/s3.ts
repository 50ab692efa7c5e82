import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BackingServer, Program } from './backing-server.ts';
import { Failure } from './failure.ts';
import { containerCommand, hasImage, runningDocker } from './obtain/docker.ts';
import { findProgram } from './obtain/find-program.ts';
import { goInstall } from './obtain/go-build.ts';
import { cached } from './obtain/program-cache.ts';
import { s3Region, s3Request } from './probe/s3-request.ts';
import { programVersion } from './program-version.ts';
import { giveTo } from './unprivileged-user.ts';

const image = 'versity/versitygw:v1.8.0';
const goModule = { path: 'github.com/versity/versitygw/cmd/versitygw', version: 'v1.8.0' };


/** Sound, transcripts and engines' inputs and results, as objects. Versity's gateway over a plain folder. */
export const s3: BackingServer = {
  name: 's3',
  title: 'the S3 store',
  variable: 'S3_ENDPOINT',
  remedy: 'install versitygw, or Go 1.24 (it is then built), or set S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY',
  ways: [
    { way: 'path', find: onPath },
    { way: 'docker', find: inDocker },
    { way: 'build', find: built },
  ],
  async prepare(program, place) {
    for (const folder of ['objects', 'metadata']) {
      mkdirSync(join(place.dataDir, folder), { recursive: true });
      if (program.way === 'docker' && process.getuid?.() === 0) giveTo(join(place.dataDir, folder), { name: 's3', uid: 999, gid: 999 });
    }
  },
  launch(program, place) {
    const env = { ROOT_ACCESS_KEY: place.secrets.s3AccessKeyId, ROOT_SECRET_KEY: place.secrets.s3SecretAccessKey };
    // Metadata in files of their own: not every file system has extended attributes (containers' and memory's often not).
    const gateway = (listen: string, data: string) => ['--quiet', '--region', s3Region, '--port', listen, 'posix', '--sidecar', join(data, 'metadata'), join(data, 'objects')];
    if (program.way === 'docker') {
      const run = { docker: program.program, image, port: place.port, imagePort: 7070, dataDir: place.dataDir, imageDataDir: '/data', env };
      return { ...containerCommand({ ...run, args: gateway(':7070', '/data') }), stopSignal: 'SIGTERM' };
    }
    return { command: program.program, args: gateway(`127.0.0.1:${place.port}`, place.dataDir), env, stopSignal: 'SIGTERM' };
  },
  url: (place) => `http://127.0.0.1:${place.port}`,
  async probe(url, { secrets }) {
    const status = await s3Request(url, 'GET', '/', { accessKeyId: secrets.s3AccessKeyId, secretAccessKey: secrets.s3SecretAccessKey, region: s3Region });
    if (status === 403) throw new Failure('the S3 store refuses the access key');
    if (status !== 200) throw new Error(`the S3 store answered ${status}`);
  },
};

async function onPath(): Promise<Program> {
  const program = findProgram(['versitygw'], ['/usr/local/bin']);
  if (!program) throw new Failure('no versitygw on the PATH');
  const version = await programVersion(program);
  return { way: 'path', flavour: 'versitygw', version, program, description: `Versity S3 gateway ${version} (${program})` };
}

async function inDocker(): Promise<Program> {
  const docker = await runningDocker();
  if (!docker) throw new Failure('no Docker engine answers');
  if (!(await hasImage(docker, image))) throw new Failure(`Docker cannot fetch ${image}`);
  return { way: 'docker', flavour: 'versitygw', version: goModule.version, program: docker, description: `Versity S3 gateway (Docker, ${image})` };
}

async function built(): Promise<Program> {
  const folder = await cached(`s3-versitygw-${goModule.version}`, (building) => goInstall(goModule.path, goModule.version, building));
  return { way: 'build', flavour: 'versitygw', version: goModule.version, program: join(folder, 'versitygw'), description: `Versity S3 gateway ${goModule.version} (built here)` };
}
