import type { Logger } from '@dra/service';
import type { Denial } from './scope-guard.ts';

/** Puts a refusal on record, in an order of its own: the refusal stands whether or not that succeeds. */
export type RecordDenial<Ctx> = (context: Ctx, denial: Denial) => Promise<unknown>;

export type DenialRecorder<Ctx> = {
  onDenied(context: Ctx, denial: Denial): void;
  /** What is still on its way to the record. */
  settled(): Promise<void>;
};

/** Once per field and request: a list of a thousand refused fields is one refusal. That one could not be kept is an operator's matter. */
export function createDenialRecorder<Ctx extends object>(record: RecordDenial<Ctx>, logger: Logger): DenialRecorder<Ctx> {
  const underway = new Set<Promise<void>>();
  const told = new WeakMap<Ctx, Set<string>>();
  return {
    onDenied: (context, denial) => {
      const seen = told.get(context) ?? new Set<string>();
      told.set(context, seen);
      if (seen.has(denial.coordinate)) return;
      seen.add(denial.coordinate);
      const recorded = record(context, denial).then(
        () => undefined,
        (error: unknown) => logger.error({ error, coordinate: denial.coordinate }, 'a refusal could not be audited'),
      );
      underway.add(recorded);
      void recorded.finally(() => underway.delete(recorded));
    },
    settled: async () => void (await Promise.all(underway)),
  };
}
