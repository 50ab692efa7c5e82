import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Logger, Metrics } from '@dra/service';

export type GpuReading = { gpu: string; utilisation: number; memoryUsedBytes: number; memoryTotalBytes: number };

const run = promisify(execFile);
const query = ['--query-gpu=index,utilization.gpu,memory.used,memory.total', '--format=csv,noheader,nounits'];
const everyMs = 10_000;
const answersWithinMs = 5_000;
const mebibyte = 1_048_576;

/**
 * Utilisation and memory of the machine's NVIDIA devices, as its driver's own `nvidia-smi` says. Where there is no such
 * program there are no such series: no device is not the same as an idle one.
 */
export async function watchGpus(metrics: Metrics, options: { path: string | undefined; logger: Logger; intervalMs?: number }): Promise<{ gpus: number; stop(): void }> {
  const ask = async () => readGpus((await run('nvidia-smi', query, { env: { PATH: options.path }, timeout: answersWithinMs })).stdout);
  const first = await ask().catch((error: NodeJS.ErrnoException) => {
    // No such program is the usual case; one that is there and fails is a driver in trouble.
    if (error.code !== 'ENOENT') options.logger.warn({ error }, 'nvidia-smi does not answer: no devices are measured');
    return [];
  });
  if (first.length === 0) return { gpus: 0, stop: () => undefined };
  const utilisation = metrics.gauge('gpu_utilisation_ratio', 'Share of the last second in which the device computed, 0..1', ['gpu']);
  const used = metrics.gauge('gpu_memory_used_bytes', 'Memory of the device in use, by whomever', ['gpu']);
  const total = metrics.gauge('gpu_memory_total_bytes', 'Memory of the device', ['gpu']);
  const set = (readings: readonly GpuReading[]) => {
    for (const { gpu, utilisation: share, memoryUsedBytes, memoryTotalBytes } of readings) {
      utilisation.set({ gpu }, share);
      used.set({ gpu }, memoryUsedBytes);
      total.set({ gpu }, memoryTotalBytes);
    }
  };
  set(first);
  const timer = setInterval(() => void ask().then(set, (error: unknown) => options.logger.debug({ error }, 'the devices could not be measured')), options.intervalMs ?? everyMs);
  return { gpus: first.length, stop: () => clearInterval(timer) };
}

/** Lines such as `0, 37, 1824, 81559`: index, per cent, MiB, MiB. A device that does not say (`[N/A]`) is left out. */
export function readGpus(text: string): GpuReading[] {
  return text.split('\n').flatMap((line) => {
    const cells = line.split(',').map((cell) => cell.trim());
    const [gpu = '', percent, usedMib, totalMib] = cells;
    const numbers = [percent, usedMib, totalMib].map((cell) => (cell === undefined || cell === '' ? Number.NaN : Number(cell)));
    if (gpu === '' || numbers.some((one) => !Number.isFinite(one))) return [];
    const [share = 0, used = 0, total = 0] = numbers;
    return [{ gpu, utilisation: share / 100, memoryUsedBytes: used * mebibyte, memoryTotalBytes: total * mebibyte }];
  });
}
