import { connect } from 'node:net';
import { Failure, sentenceOf } from '../servers/failure.ts';
import type { BackingServer, ServerSecrets } from '../servers/backing-server.ts';

const defaultPorts: Record<string, number> = { 'postgres:': 5432, 'postgresql:': 5432, 'mongodb:': 27017, 'redis:': 6379, 'rediss:': 6379, 'nats:': 4222, 'tls:': 4222, 'http:': 80, 'https:': 443 };

/**
 * Sees whether a server named by a URL of the environment is there, before anything waits for it.
 * @throws Failure that names the variable and the host, never the URL: it may hold a password
 */
export async function checkGivenServer(server: BackingServer, url: string, secrets: ServerSecrets): Promise<void> {
  const where = hostOf(server, url);
  if (!where) return;
  try {
    // MongoDB and Redis may want logins that our small probes do not speak: there a connection must do.
    if (server.name === 'postgres' || server.name === 'nats') await server.probe(url, { secrets });
    else await connects(where);
  } catch (error) {
    throw new Failure(`${server.variable} is set, but ${server.title} at ${where.host}:${where.port} does not answer as it should (${sentenceOf(error)}): start it, or unset ${server.variable} to use one that npm start brings`);
  }
}

type Where = { host: string; port: number };

/** Null where the address is a list or a DNS seed: the driver's business. */
function hostOf(server: BackingServer, url: string): Where | null {
  if (/^mongodb\+srv:|,/.test(url)) return null;
  const parsed = URL.parse(url);
  const port = parsed && (Number(parsed.port) || defaultPorts[parsed.protocol]);
  if (!parsed?.hostname || !port) throw new Failure(`${server.variable} is not a URL of ${server.title}`);
  return { host: parsed.hostname.replace(/^\[|\]$/g, ''), port };
}

function connects({ host, port }: Where): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(3_000, () => socket.destroy(new Error('no answer within 3 s')));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
