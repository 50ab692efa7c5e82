import type { WrittenPart } from './compile-parts.ts';
import type { Outcome, RunContext } from './contract.ts';
import { Deferred } from './deferred.ts';
import { ErrorPaths } from './error-paths.ts';
import { ourFault } from './failure.ts';
import type { Introspection } from './introspect.ts';
import { tellPart } from './outcome.ts';
import { Run } from './run.ts';
import type { Compiled } from './schedule.ts';

/** A plan with everything that is needed to run it. */
export type Executable = { schedule: Compiled; parts: readonly WrittenPart[]; introspection: Introspection | null; shares: boolean };

const broken: Outcome = { data: 'null', errors: [ourFault] };

/** Never rejects: what goes wrong is in the outcome. */
export function execute({ schedule, parts, introspection, shares }: Executable, context: RunContext): Promise<Outcome> {
  return new Promise<Outcome>((resolve) => {
    const gone = new ErrorPaths();
    const later = parts.length > 1 ? new Deferred(parts.length - 1) : undefined;
    const done = (index: number) => {
      const part = parts[index];
      if (!part) return;
      try {
        if (index > 0) return later?.add(run, part, gone);
        introspection?.answer(run.data, context.variables);
        const [told] = tellPart(run, part, [{ object: run.data, path: [] }], gone);
        resolve(told ? { ...told, ...(later ? { rest: later } : {}) } : broken);
      } catch {
        // Whatever it is, it may quote the data.
        if (index > 0) later?.fail(part);
        else resolve(broken);
      }
    };
    const run = new Run(schedule, context, shares, done);
    run.start();
  });
}
