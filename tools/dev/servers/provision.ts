// Obtains the programs of the servers named in the arguments (all without arguments) and prints what it found.
// The first start runs this while npm installs; the runner then finds everything in the cache.
import { allServers } from './all-servers.ts';
import { serverNames } from './backing-server.ts';
import type { ServerName } from './backing-server.ts';
import { sentenceOf } from './failure.ts';
import { obtainServer } from './obtain-server.ts';

// `exit` listeners end the builds that run in groups of their own; a signal's default would not call them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

const wanted = process.argv.slice(2) as ServerName[];
const results = await Promise.allSettled(
  (wanted.length > 0 ? wanted : serverNames).map(async (name) => {
    const began = Date.now();
    const program = await obtainServer(allServers[name], (line) => console.error(line));
    console.log(`${program.description} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  }),
);
for (const result of results) if (result.status === 'rejected') console.error(sentenceOf(result.reason));
process.exitCode = results.some((result) => result.status === 'rejected') ? 1 : 0;
