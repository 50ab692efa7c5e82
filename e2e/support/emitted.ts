import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Supergraph } from '@dra/testkit';

/** Everything that leaves the stores: logs of all processes, metrics, messages with their subjects; by where it was found. */
export async function everythingEmitted(supergraph: Supergraph): Promise<Record<string, string>> {
  const processes = await supergraph.ps();
  const found: Record<string, string> = {};
  const logs = join(supergraph.dataDir, 'logs');
  for (const file of readdirSync(logs)) found[`log:${file}`] = readFileSync(join(logs, file), 'utf8');
  for (const one of processes) {
    const port = one.ports['ops'];
    if (port) found[`metrics:${one.name}`] = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  }
  const natsPort = processes.find((one) => one.name === 'nats')?.ports['server'];
  const connection = await connect({ servers: `127.0.0.1:${natsPort}` });
  try {
    const manager = await jetstreamManager(connection);
    for await (const stream of manager.streams.list()) {
      const { first_seq, last_seq } = stream.state;
      for (let seq = first_seq; seq > 0 && seq <= last_seq; seq += 1) {
        const message = await manager.streams.getMessage(stream.config.name, { seq }).catch(() => null); // acked ones are gone
        if (message) found[`nats:${message.subject}#${seq}`] = `${message.subject} ${new TextDecoder().decode(message.data)}`;
      }
    }
  } finally {
    await connection.close();
  }
  return found;
}
