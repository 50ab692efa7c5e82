import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createMetrics } from '@dra/service';
import { readGpus, watchGpus } from './gpu-metrics.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const folder = mkdtempSync(join(tmpdir(), 'dra-gpu-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('reads what nvidia-smi prints, and leaves out what it does not know', () => {
  expect(readGpus('0, 37, 1824, 81559\n1, 0, 3, 81559\n')).toEqual([
    { gpu: '0', utilisation: 0.37, memoryUsedBytes: 1_912_602_624, memoryTotalBytes: 85_520_809_984 },
    { gpu: '1', utilisation: 0, memoryUsedBytes: 3_145_728, memoryTotalBytes: 85_520_809_984 },
  ]);
  for (const text of ['', 'No devices were found\n', '0, [N/A], 1, 2\n', '0, 5, , 2\n']) expect(readGpus(text)).toEqual([]);
});

test('a machine without the program has no series; one with it has', async () => {
  const without = createMetrics('without');
  expect(await watchGpus(without, { path: folder, logger })).toMatchObject({ gpus: 0 });
  expect(await without.registry.metrics()).not.toContain('gpu_');

  const program = join(folder, 'nvidia-smi');
  writeFileSync(program, '#!/bin/sh\necho "0, 50, 1024, 4096"\n');
  chmodSync(program, 0o755);
  const metrics = createMetrics('with');
  const watch = await watchGpus(metrics, { path: `${folder}:/usr/bin:/bin`, logger });
  watch.stop();
  const text = await metrics.registry.metrics();
  expect(text).toMatch(/gpu_utilisation_ratio\{[^}]*gpu="0"[^}]*\} 0\.5/);
  expect(text).toMatch(/gpu_memory_used_bytes\{[^}]*gpu="0"[^}]*\} 1073741824/);
});
