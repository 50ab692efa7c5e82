import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { isExecutable } from './find-program.ts';
import { installNpmPackage } from './npm-package.ts';
import { cached, programCache } from './program-cache.ts';
import { mustRun } from './run-command.ts';
import { programVersion } from '../program-version.ts';

const downloader = { name: 'mongodb-memory-server-core', version: '11.3.0' };
/** A network that lets packages through may still refuse the vendor: that must be known in seconds. */
const reachableWithinMs = 4_000;

/** The vendor's mongod for this system, chosen and verified by mongodb-memory-server. */
export async function downloadMongod(): Promise<{ program: string; version: string }> {
  const tool = await cached(`mongod-downloader-${downloader.version}`, async (building) => {
    await installNpmPackage(downloader.name, downloader.version, building);
    writeFileSync(join(building, 'download.cjs'), script);
  });
  const downloads = join(programCache(), 'mongod');
  const output = await mustRun('the download of mongod', process.execPath, [join(tool, 'download.cjs'), downloads], { deadlineMs: 600_000 });
  const program = output.trim().split('\n').at(-1) ?? '';
  if (!isExecutable(program)) throw new Failure('the download of mongod brought no program');
  const version = await programVersion(program);
  if (version === '') throw new Failure('the mongod that was downloaded does not run on this machine');
  return { program, version };
}

const script = `
const { MongoBinary, MongoBinaryDownload, MongoBinaryDownloadUrl, DryMongoBinary } = require('mongodb-memory-server-core');
const { resolveConfig } = require('mongodb-memory-server-core/lib/util/resolveConfig.js');
const fail = (sentence) => { console.error(sentence); process.exit(1); };
(async () => {
  const downloadDir = process.argv[2];
  const found = await DryMongoBinary.locateBinary({ downloadDir, version: resolveConfig('VERSION') });
  if (found) return console.log(found);
  const { default: Url } = require('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
  const { platform, arch } = process;
  const url = await new Url({ version: resolveConfig('VERSION'), platform, arch, os: await require('mongodb-memory-server-core/lib/util/getos.js').getOS() }).getDownloadUrl();
  await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(${reachableWithinMs}) })
    .then((answer) => answer.ok || fail('the vendor answered ' + answer.status), () => fail('the vendor cannot be reached from here'));
  console.log(await MongoBinary.getPath({ downloadDir, version: resolveConfig('VERSION') }));
})().catch((error) => fail(String(error.message).split('\\n')[0]));
`;
