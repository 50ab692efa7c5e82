import { createHash } from 'node:crypto';
import { findProgram } from './find-program.ts';
import { runCommand } from './run-command.ts';

let answer: Promise<string | undefined> | undefined;

/** The docker command, when an engine answers it quickly. Most machines have the client alone. */
export function runningDocker(): Promise<string | undefined> {
  answer ??= probe();
  return answer;
}

async function probe(): Promise<string | undefined> {
  const docker = findProgram(['docker']);
  if (!docker) return undefined;
  const { code } = await runCommand(docker, ['version', '--format', '{{.Server.Version}}'], { deadlineMs: 3_000 });
  return code === 0 ? docker : undefined;
}

/** Whether the image is here or could be fetched. A refusal is not an error: the next way is tried. */
export async function hasImage(docker: string, image: string): Promise<boolean> {
  const inspected = await runCommand(docker, ['image', 'inspect', '--format', '{{.Id}}', image], { deadlineMs: 10_000 });
  if (inspected.code === 0) return true;
  const pulled = await runCommand(docker, ['pull', '--quiet', image], { deadlineMs: 300_000 });
  return pulled.code === 0;
}

export type ContainerRun = {
  docker: string;
  image: string;
  /** Host port -> the port that the image listens on; only on the loopback address. */
  port: number;
  imagePort: number;
  /** A host folder and where the image keeps its data. */
  dataDir: string;
  imageDataDir: string;
  env?: Record<string, string>;
  args?: readonly string[];
};

/** One container a data folder, so that a client that was killed outright cannot leave one behind unnoticed. */
const containerName = (dataDir: string) => `dra-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;

/** A killed client's container runs on and holds the data: it goes before the next one comes. */
export async function removeContainerOf(docker: string, dataDir: string): Promise<void> {
  await runCommand(docker, ['rm', '--force', containerName(dataDir)], { deadlineMs: 20_000 });
}

/**
 * A container in the foreground: to the runner it is a process like the others, ended by a signal, gone afterwards.
 * It runs with the runner's own ids, so that its data folder can be removed without root.
 */
export function containerCommand(run: ContainerRun): { command: string; args: string[] } {
  const { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  return {
    command: run.docker,
    args: [
      'run', '--rm', '--init', '--name', containerName(run.dataDir), '--user', uid === 0 ? '999:999' : `${uid}:${gid}`,
      '--publish', `127.0.0.1:${run.port}:${run.imagePort}`,
      '--volume', `${run.dataDir}:${run.imageDataDir}`,
      ...Object.entries(run.env ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      run.image,
      ...(run.args ?? []),
    ],
  };
}
