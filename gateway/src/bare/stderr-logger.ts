import { createLogBuffer, createLogger } from '@dra/service';
import type { Logger } from '@dra/service';

/** To the error output, so that the one line on the standard output stays alone. */
export function createStderrLogger(level: string): Logger {
  return createLogger({ name: 'gateway', level, destination: createLogBuffer(2) });
}
