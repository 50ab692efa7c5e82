import { build } from 'esbuild';

/** The worker as it is shipped, into `folder`: `worker.cjs`, and beside it `engine-thread.cjs` made of another engine. Paths are absolute. */
export async function bundleWorker(folder: string, entries: { worker: string; engineThread: string }): Promise<void> {
  await build({
    entryPoints: { worker: entries.worker, 'engine-thread': entries.engineThread },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['main', 'module'],
    logLevel: 'error',
    define: { 'import.meta.url': '__importMetaUrl' },
    banner: { js: 'const __importMetaUrl=require("node:url").pathToFileURL(__filename).href;' },
  });
}
