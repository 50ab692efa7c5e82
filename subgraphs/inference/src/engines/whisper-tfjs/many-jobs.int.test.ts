import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

it('a thousand jobs leave neither tensors nor memory behind', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', join(__dirname, 'testing', 'run-many-jobs.ts'), '1000'], { timeout: 400_000 });
  const { early, late, texts } = JSON.parse(stdout) as { early: { tensors: number; megabytes: number }; late: { tensors: number; megabytes: number }; texts: number };
  expect(texts).toBeGreaterThan(500);
  expect(late.tensors).toBe(early.tensors);
  // What a garbage collector holds swings by some tens of megabytes; a leak of one window a job would be thousands.
  expect(late.megabytes - early.megabytes).toBeLessThan(120);
}, 420_000);
