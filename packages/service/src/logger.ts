import { pino } from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/**
 * JSON lines on stdout. Only ids, codes, counts and times belong in a log: the keys below are cut out in case somebody
 * logs a whole object, but the rule is not to.
 */
export function createLogger(options: { name: string; level?: string; destination?: DestinationStream }): Logger {
  const settings = {
    name: options.name,
    level: options.level ?? 'info',
    base: { service: options.name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['text', 'query', 'variables', 'authorization', 'token', 'password', 'mrn', 'headers', 'body', 'input'].flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
      censor: '[redacted]',
    },
    serializers: { err: serializeError, error: serializeError },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/**
 * A driver's error message may quote a row ("Key (mrn)=(…) already exists"), so only its class, code and stack frames
 * are kept; our own messages are written to be shown and stay whole.
 */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const ours = error.name === 'ServiceError' || error.name === 'EnvironmentFault' || error.name === 'EngineUnavailable';
  const code = (error as { code?: unknown }).code;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12);
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(ours ? { message: error.message } : {}),
    stack: frames?.join('\n'),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}
