/**
 * `npm run -s audit -- [--heads FILE] [--write-heads FILE] [--store NAME]… [--json]`: recomputes every hash chain of the
 * audits and of the notes' versions. With `--heads`, the ends that an earlier run wrote must still stand: what was cut off
 * a chain since, or written anew, shows. Keep the files where nobody who can reach the stores can.
 * DATABASE_URL of the owner and MONGODB_URL say which stores; without both, those of `npm start` in this folder.
 * Exit 0 all hold, 1 some do not, 2 not asked as above, 3 could not be checked.
 */
import { parseArgs } from 'node:util';
import type { ChainFault } from '@dra/service';
import { allServers } from '../dev/servers/all-servers.ts';
import { Failure, sentenceOf } from '../dev/servers/failure.ts';
import { askControl } from '../dev/run/control.ts';
import { dataDirOf } from '../dev/run/options.ts';
import { secretsOfRun } from '../dev/run/secrets-of-run.ts';
import { readHeads, writeHeads } from './heads-file.ts';
import { openStore, storeNames } from './stores.ts';
import type { Addresses, StoreName } from './stores.ts';
import { verifyStore } from './verify.ts';

const usage = `npm run -s audit -- [--heads FILE] [--write-heads FILE] [--store ${storeNames.join('|')}]… [--json]`;
const shown = 1_000;

export type Io = { env: NodeJS.ProcessEnv; out(text: string): void; err(text: string): void };
type Asked = { heads: string | undefined; writeHeads: string | undefined; stores: StoreName[]; json: boolean };
type StoreReport = { store: StoreName; events: number; chains: number; heads: number; faults: number };

function asked(args: string[]): Asked | null {
  const options = { heads: { type: 'string' }, 'write-heads': { type: 'string' }, store: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } } as const;
  try {
    const { values } = parseArgs({ args, options, allowPositionals: false });
    const stores = values.store ? storeNames.filter((name) => values.store?.includes(name)) : [...storeNames];
    if (values.store?.some((name) => !(storeNames as readonly string[]).includes(name))) return null;
    // A file with the heads of some stores would look like one of all.
    if (values['write-heads'] && stores.length < storeNames.length) return null;
    return { heads: values.heads, writeHeads: values['write-heads'], stores, json: values.json };
  } catch {
    // An option that there is not: the caller gets the usage.
    return null;
  }
}

async function addresses(env: NodeJS.ProcessEnv): Promise<Addresses> {
  const [owner, notes] = [env['DATABASE_URL'], env['MONGODB_URL']];
  if (owner && notes) return { owner, notes };
  if (owner || notes) throw new Failure(`set both DATABASE_URL (the owner's) and MONGODB_URL, or neither: ${owner ? 'MONGODB_URL' : 'DATABASE_URL'} is missing`);
  const dataDir = dataDirOf(env);
  const processes = await askControl(dataDir, { op: 'list' });
  const secrets = secretsOfRun(dataDir).servers;
  const url = (name: 'postgres' | 'mongo') => {
    const port = processes.find((one) => one.name === name)?.ports['server'];
    if (!port) throw new Failure(`npm start of this folder runs no ${name}: set DATABASE_URL and MONGODB_URL`);
    return allServers[name].url({ dataDir, port, secrets, throwaway: false });
  };
  return { owner: url('postgres'), notes: url('mongo') };
}

async function verify({ heads, writeHeads: into, stores, json }: Asked, { env, out, err }: Io): Promise<StoreReport[]> {
  const where = await addresses(env);
  const file = into === undefined ? null : writeHeads(into);
  const reports: StoreReport[] = [];
  const faults: (ChainFault & { store: StoreName })[] = [];
  try {
    for (const store of stores) {
      const chains = await openStore(store, where);
      let count = 0;
      try {
        const found = await verifyStore(chains, heads === undefined ? null : headsOf(store, heads), {
          fault: (fault) => {
            count += 1;
            if (faults.length < shown) faults.push({ store, ...fault });
          },
          ...(file ? { head: (head) => file.write({ store, ...head }) } : {}),
        });
        reports.push({ store, ...found, faults: count });
      } finally {
        await chains.close();
      }
    }
    await file?.finish();
  } catch (error) {
    file?.abandon();
    throw error;
  }
  if (json) out(`${JSON.stringify({ stores: reports, faults }, null, 2)}\n`);
  else print(reports, faults, { out, err });
  return reports;
}

async function* headsOf(store: StoreName, file: string) {
  for await (const { store: of, ...head } of readHeads(file)) if (of === store) yield head;
}

function print(reports: readonly StoreReport[], faults: readonly (ChainFault & { store: StoreName })[], { out, err }: Pick<Io, 'out' | 'err'>): void {
  for (const { store, tenant, chain, seq, fault } of faults) out(`${fault}  ${store}  ${tenant}  ${chain}  ${seq}\n`);
  for (const { store, events, chains, heads, faults: count } of reports) {
    err(`${store}: ${events} events in ${chains} chains, ${heads} earlier ends, ${count === 0 ? 'all hold' : `${count} faults`}\n`);
  }
}

/** @returns the exit code. @throws when something could not be checked */
async function run(args: string[], io: Io): Promise<number> {
  const request = asked(args);
  if (!request) {
    io.err(`${usage}\n`);
    return 2;
  }
  return (await verify(request, io)).some(({ faults }) => faults > 0) ? 1 : 0;
}

export function auditCommand(args: string[], io: Io): Promise<number> {
  return run(args, io).catch((error: unknown) => {
    io.err(`could not be checked: ${sentenceOf(error)}\n`);
    return 3;
  });
}
