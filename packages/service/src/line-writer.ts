import { symbols } from 'pino';
import type { DestinationStream } from 'pino';
import type { Logger } from './logger.ts';

/** @param fields what stands in the line besides, as JSON text: `,"name":value…`, or nothing. @param message plain letters, nothing that JSON would escape */
export type LineWriter = (fields: string, message: string) => void;

/**
 * Info lines of a logger for who writes one with each request: they read as the logger's own, and whoever writes them makes
 * the JSON of the fields. pino looks at each field of each object anew, and at each line's time.
 *
 * Nothing is cut out of these lines: what stands in them is chosen field by field.
 */
export function createLineWriter(logger: Logger): LineWriter {
  const own = logger as Logger & { [symbols.chindingsSym]: string; [symbols.streamSym]: DestinationStream };
  const stream = own[symbols.streamSym];
  const start = `{"level":${logger.levels.values['info'] ?? 30},"time":"`;
  const base = own[symbols.chindingsSym];
  let at = 0;
  let time = '';
  return (fields, message) => {
    if (!logger.isLevelEnabled('info')) return;
    const now = Date.now();
    if (now !== at) {
      at = now;
      time = new Date(now).toISOString();
    }
    stream.write(`${start}${time}"${base}${fields},"msg":"${message}"}\n`);
  };
}
