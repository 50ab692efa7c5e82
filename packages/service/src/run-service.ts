import { EnvironmentFault } from './env.ts';
import { withDeadline } from './deadline.ts';
import type { Logger } from './logger.ts';

export type Lifecycle = {
  /** Registers an end. Ends run in reverse order of registration, each with its share of the drain deadline. */
  onStop(name: string, end: () => Promise<void> | void): void;
};

/** How long a service may take to drain before it is ended; Kubernetes' grace period must be longer. */
export const drainDeadlineMs = 10_000;

/**
 * Runs a service until SIGTERM or SIGINT, then drains it. Exit codes: 0 drained, 1 could not start, 70 a fault while
 * running (the supervisor restarts it), 71 the drain took too long.
 */
export async function runService(logger: Logger, start: (lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  const ends: { name: string; end: () => Promise<void> | void }[] = [];
  let stopping = false;

  const stop = async (exitCode: number) => {
    if (stopping) return;
    stopping = true;
    const deadline = Date.now() + drainDeadlineMs;
    let code = exitCode;
    for (const { name, end } of ends.reverse()) {
      try {
        await withDeadline(Promise.resolve(end()), Math.max(250, deadline - Date.now()));
      } catch (error) {
        logger.error({ error, part: name }, 'a part did not stop in time');
        code ||= 71;
      }
    }
    logger.info('stopped');
    process.exit(code);
  };

  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  process.on('uncaughtException', (error) => {
    logger.fatal({ error }, 'uncaught exception');
    void stop(70);
  });
  process.on('unhandledRejection', (error) => {
    logger.fatal({ error }, 'unhandled rejection');
    void stop(70);
  });

  try {
    await start({ onStop: (name, end) => ends.push({ name, end }) });
  } catch (error) {
    // One clear sentence for people, one line for machines.
    if (error instanceof EnvironmentFault) process.stderr.write(`${error.message}\n`);
    logger.fatal({ error }, 'could not start');
    await stop(1);
  }
}
