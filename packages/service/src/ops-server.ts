import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withDeadline } from './deadline.ts';

/** What Prometheus is given: the metrics of this process, or of several. */
export type Readable = { registry: { metrics(): Promise<string>; contentType: string } };

export type Checks = Record<string, () => Promise<void>>;

/** Shown in /readyz and deciding nothing: what the service can do without. */
export type Notes = Record<string, () => string>;

export type OpsServer = {
  port: number;
  /** From now on /readyz says 503: balancers look elsewhere while requests in flight end. */
  drain(): void;
  stop(): Promise<void>;
};

const checkDeadlineMs = 2_000;

/**
 * The door for operations, on a port apart from the public one:
 * /livez (the process turns), /readyz (it can serve; names what fails, never why in detail), /metrics (Prometheus).
 */
export async function createOpsServer(options: { port: number; host: string; metrics: Readable; checks?: Checks; notes?: Notes }): Promise<OpsServer> {
  let draining = false;
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    const send = (status: number, body: string, type = 'application/json') =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (path === '/livez') send(200, '{"status":"ok"}');
    else if (path === '/readyz') {
      const notes = Object.fromEntries(Object.entries(options.notes ?? {}).map(([name, note]) => [name, note()]));
      void readiness(draining, options.checks ?? {}).then((state) =>
        send(state.ready ? 200 : 503, JSON.stringify({ ...state, ...(options.notes ? { notes } : {}) })),
      );
    } else if (path === '/metrics') {
      options.metrics.registry.metrics().then(
        (text) => send(200, text, options.metrics.registry.contentType),
        () => send(500, '{"status":"metrics failed"}'),
      );
    } else send(404, '{"status":"not found"}');
  });
  server.headersTimeout = 5_000;
  server.requestTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    drain: () => {
      draining = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readiness(draining: boolean, checks: Checks) {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withDeadline(check(), checkDeadlineMs);
        return [name, 'ok'] as const;
      } catch {
        return [name, 'failing'] as const;
      }
    }),
  );
  const ready = !draining && results.every(([, state]) => state === 'ok');
  return { ready, ...(draining ? { draining } : {}), checks: Object.fromEntries(results) };
}
