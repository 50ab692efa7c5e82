import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createLogger } from '@dra/service';
import { BrokenSupergraph } from '../planning/read-supergraph.ts';
import { UsageFault, bareArguments } from './arguments.ts';
import { createBareGateway } from './bare-gateway.ts';

/** `npm run gateway`: serves any supergraph file. */
async function main(): Promise<void> {
  const given = bareArguments(process.argv.slice(2), process.env);
  const logger = createLogger({ name: 'gateway', level: process.env['LOG_LEVEL'] || 'warn', destination: process.stderr });
  const file = resolve(process.env['DRA_CALLED_FROM'] ?? '.', given.supergraph);
  const supergraphSdl = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageFault(`The supergraph ${file} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message)}.`);
  });
  const gateway = await createBareGateway({ supergraphSdl, logger });
  const port = await gateway.front.listen(given.port, given.host).catch((error: NodeJS.ErrnoException) => {
    throw new UsageFault(error.code === 'EADDRINUSE' ? `Port ${given.port} is taken: choose another with --port.` : `Port ${given.port} on ${given.host} cannot be opened: ${error.code ?? error.message}.`);
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    gateway.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ error }, 'the gateway did not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(`ready http://${given.host.includes(':') ? `[${given.host}]` : given.host}:${port}/graphql\n`);
}

main().catch((error: unknown) => {
  const told = error instanceof UsageFault || error instanceof BrokenSupergraph;
  process.stderr.write(`${told ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(told ? 2 : 1);
});
