import { parseArgs } from 'node:util';

export type BareArguments = { supergraph: string; port: number; host: string };

export const usage = 'npm run gateway -- --supergraph FILE --port N --dangerously-allow-anonymous [--host ADDRESS]';

/** Told to people as it is, without a stack. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageFault';
  }
}

/** @throws UsageFault */
export function bareArguments(argv: readonly string[], environment: { NODE_ENV?: string | undefined }): BareArguments {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        supergraph: { type: 'string' },
        port: { type: 'string', default: '4000' },
        host: { type: 'string', default: '127.0.0.1' },
        'dangerously-allow-anonymous': { type: 'boolean', default: false },
      },
      allowPositionals: false,
    }));
  } catch (error) {
    throw new UsageFault(`${error instanceof Error ? error.message : String(error)}\nusage: ${usage}`);
  }
  if (environment.NODE_ENV === 'production') throw new UsageFault('This gateway identifies nobody and limits nothing: it does not run with NODE_ENV=production.');
  if (!values['dangerously-allow-anonymous']) throw new UsageFault(`This gateway identifies nobody: say that you know with --dangerously-allow-anonymous.\nusage: ${usage}`);
  if (!values.supergraph) throw new UsageFault(`Which supergraph? Name its file with --supergraph.\nusage: ${usage}`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageFault(`--port ${values.port} is not a port (0 to 65535, 0 for any free one).`);
  return { supergraph: values.supergraph, port, host: values.host };
}
