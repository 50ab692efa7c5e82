import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Wheel } from './flavours.ts';
import { runProgram } from './run-program.ts';

const here = dirname(fileURLToPath(import.meta.url));
/** Highest Node-API version that the package names; an addon for it runs on every Node since 18. */
const nodeApi = 8;

/**
 * TensorFlow's C library from its Python wheel, checked by hash, and the addon's two C++ files compiled against it, into
 * the places where the npm package looks. Its own install script would download the library from elsewhere instead.
 */
export async function buildAddon(folder: string, npmPackage: string, wheel: Wheel, say: (line: string) => void): Promise<void> {
  const place = join(folder, 'node_modules', npmPackage);
  const libraries = join(place, 'deps');
  const download = mkdtempSync(join(folder, 'wheel-'));
  try {
    say(`downloading ${wheel.name} ${wheel.version} (0.2 to 0.6 GB) and checking its hash`);
    writeFileSync(join(download, 'requirements.txt'), `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
    await runProgram('python3', [
      '-m', 'pip', 'download', '--quiet', '--no-input', '--no-deps', '--require-hashes', '--dest', download, '--python-version', '3.11', '--only-binary=:all:',
      ...['manylinux_2_17_x86_64', 'manylinux2014_x86_64', 'manylinux_2_27_x86_64'].flatMap((platform) => ['--platform', platform]), '--requirement', join(download, 'requirements.txt'),
    ]);
    const file = readdirSync(download).find((name) => name.endsWith('.whl'));
    if (!file) throw new Error('pip downloaded no wheel');
    rmSync(libraries, { recursive: true, force: true });
    await runProgram('python3', [join(here, 'extract-wheel.py'), join(download, file), libraries]);
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
  say('compiling the addon');
  const addon = join(place, 'lib', `napi-v${nodeApi}`, 'tfjs_binding.node');
  mkdirSync(dirname(addon), { recursive: true });
  await runProgram(
    'g++',
    [
      '-std=c++17', '-O2', '-fPIC', '-shared', `-DNAPI_VERSION=${nodeApi}`, '-DBUILDING_NODE_EXTENSION', '-w', '-Ibinding', `-I${join(libraries, 'include')}`,
      `-I${join(folder, 'node_modules', 'node-api-headers', 'include')}`, 'binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', `-L${join(libraries, 'lib')}`,
      '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2', '-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', addon,
    ],
    { cwd: place },
  );
  // Compiled against, and not needed any more.
  rmSync(join(libraries, 'include'), { recursive: true, force: true });
}
