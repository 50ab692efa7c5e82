import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The worker bundled as it is shipped, into `folder`: `worker.cjs`, and beside it `engine-thread.cjs` made of another engine.
 * @param root of the repository. All paths are absolute
 */
export async function bundleWorker(root: string, folder: string, entries: { worker: string; engineThread: string }): Promise<void> {
  const bundler = join(root, 'tools', 'bundle.mjs');
  await promisify(execFile)(process.execPath, [bundler, `worker=${entries.worker}`, `engine-thread=${entries.engineThread}`, `--outdir=${folder}`], { cwd: join(root, 'subgraphs', 'inference') });
}
