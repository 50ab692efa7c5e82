/**
 * `npm run models -- list | fetch ID | verify [ID]` (with --json for list and verify): speech models in MODELS_DIR (default: the user's cache).
 * `npm run models -- add FOLDER --licence TEXT [--id ID] [--version TEXT] [--tier DEMO|STANDARD] [--data TEXT]`: a checkpoint of one's own.
 * Exit 0, or 1 when something was not fetched or added, or is not whole.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { modelsHome } from '../../../subgraphs/inference/src/models/manifest.ts';
import { ModelInvalid, listModels, verifyModel } from '../../../subgraphs/inference/src/models/model-folders.ts';
import { AddFailed, addModel } from './add-model.ts';
import { knownModels } from './catalogue.ts';
import { fetchModel } from './fetch-model.ts';
import { FetchFailed, createHub } from './hub.ts';

const usage = 'npm run models -- list | fetch ID | verify [ID] | add FOLDER --licence TEXT [--id ID] [--version TEXT] [--tier DEMO|STANDARD] [--data TEXT]';
const text = { type: 'string' } as const;
const home = modelsHome({ modelsDir: process.env['MODELS_DIR'], cacheHome: process.env['XDG_CACHE_HOME'] });
const say = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false }, id: text, licence: text, version: text, tier: text, data: text }, allowPositionals: true });
  const [command, id] = positionals;
  if (command === 'list') return list(values.json);
  if (command === 'verify') return verify(id, values.json);
  if (command === 'fetch' && id) return fetchOne(id);
  if (command === 'add' && id && values.licence && isTier(values.tier ?? 'DEMO')) return add(id, { ...values, licence: values.licence });
  say(usage);
  return 1;
}

function list(json: boolean): number {
  const here = listModels(home);
  if (json) {
    process.stdout.write(`${JSON.stringify({ home, models: here.map((one) => ('manifest' in one ? one.manifest : { id: basename(one.folder), fault: one.fault })), known: knownModels }, null, 2)}\n`);
    return 0;
  }
  process.stdout.write(`in ${home}:\n`);
  for (const one of here) {
    if ('fault' in one) process.stdout.write(`  ${basename(one.folder).padEnd(22)} ${one.fault}\n`);
    else process.stdout.write(`  ${one.manifest.id.padEnd(22)} ${one.manifest.version.padEnd(14)} ${one.manifest.tier.padEnd(9)} ${one.manifest.licence}\n`);
  }
  if (here.length === 0) process.stdout.write('  none\n');
  process.stdout.write('to fetch:\n');
  for (const { id, sizeMb, tier, licence, repository } of knownModels) process.stdout.write(`  ${id.padEnd(22)} ${`${sizeMb} MB`.padEnd(14)} ${tier.padEnd(9)} ${licence.padEnd(11)} ${repository}\n`);
  return 0;
}

async function verify(id: string | undefined, json: boolean): Promise<number> {
  const all = listModels(home).filter(({ folder }) => id === undefined || basename(folder) === id);
  if (id !== undefined && all.length === 0) throw new FetchFailed(`there is no model ${id} in ${home}`);
  const results: { id: string; fault: string | null }[] = [];
  for (const { folder } of all) {
    const fault = await verifyModel(folder).then(
      () => null,
      (error: unknown) => {
        if (error instanceof ModelInvalid) return error.message;
        throw error;
      },
    );
    results.push({ id: basename(folder), fault });
    if (!json) process.stdout.write(`${basename(folder)}: ${fault ?? 'whole'}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(results)}\n`);
  return results.some(({ fault }) => fault !== null) ? 1 : 0;
}

async function fetchOne(id: string): Promise<number> {
  const hub = createHub((process.env['HF_ENDPOINT'] || 'https://huggingface.co').replace(/\/+$/, ''), process.env['HF_TOKEN'] || null);
  let shown = 0;
  const { folder, manifest, fresh } = await fetchModel(hub, id, home, {
    onProgress: (done, total) => {
      const now = Date.now();
      if (now - shown < 1_000 && done < total) return;
      shown = now;
      say(`${id}: ${(done / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB (${Math.floor((100 * done) / Math.max(1, total))} %)`);
    },
  });
  say(`${manifest.id} ${manifest.version} ${fresh ? 'is in' : 'was already in'} ${folder}, verified (${manifest.tier}, ${manifest.licence})`);
  return 0;
}

const isTier = (tier: string): tier is 'DEMO' | 'STANDARD' => tier === 'DEMO' || tier === 'STANDARD';

async function add(from: string, { id, licence, version = '1', tier = 'DEMO', data = 'not stated' }: { id?: string | undefined; licence: string; version?: string | undefined; tier?: string | undefined; data?: string | undefined }): Promise<number> {
  const { folder, manifest } = await addModel(from, home, { id, licence, version, tier: isTier(tier) ? tier : 'DEMO', data });
  say(`${manifest.id} ${manifest.version} is in ${folder} (${manifest.tier}, ${manifest.licence})`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof FetchFailed || error instanceof AddFailed || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) say((error as Error).message);
    else throw error;
    process.exitCode = 1;
  },
);
