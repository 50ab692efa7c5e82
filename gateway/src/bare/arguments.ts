import { parseArgs } from 'node:util';

export type BareArguments =
  | { kind: 'print-schema' }
  | { kind: 'serve'; supergraph: string; port: number; host: string; config: string | undefined; workers: number | undefined };

export const usage = 'npm run gateway -- --supergraph FILE|URL --port N --dangerously-allow-anonymous [--host ADDRESS] [--config FILE] [--workers N]\n       npm run gateway -- --print-config-schema';

/** Told to people as it is, without a stack. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageFault';
  }
}

const options = {
  supergraph: { type: 'string' },
  port: { type: 'string', default: '4000' },
  host: { type: 'string', default: '127.0.0.1' },
  config: { type: 'string' },
  workers: { type: 'string' },
  'print-config-schema': { type: 'boolean', default: false },
  'dangerously-allow-anonymous': { type: 'boolean', default: false },
} as const;

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageFault(`${error instanceof Error ? error.message : String(error)}\nusage: ${usage}`);
  }
}

/** @throws UsageFault */
export function bareArguments(argv: readonly string[], environment: { NODE_ENV?: string | undefined }): BareArguments {
  const values = parsed(argv);
  if (values['print-config-schema']) return { kind: 'print-schema' };
  if (environment.NODE_ENV === 'production') throw new UsageFault('This gateway lets in anybody: it does not run with NODE_ENV=production.');
  if (!values['dangerously-allow-anonymous']) throw new UsageFault(`This gateway lets in anybody: say that you know with --dangerously-allow-anonymous.\nusage: ${usage}`);
  if (!values.supergraph) throw new UsageFault(`Which supergraph? Name its file with --supergraph.\nusage: ${usage}`);
  return {
    kind: 'serve',
    supergraph: values.supergraph,
    port: numberFrom('--port', values.port, 0, 65_535),
    host: values.host,
    config: values.config,
    workers: values.workers === undefined ? undefined : numberFrom('--workers', values.workers, 1, 256),
  };
}

function numberFrom(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) throw new UsageFault(`${name} ${text} is not a number from ${least} to ${most}.`);
  return value;
}
