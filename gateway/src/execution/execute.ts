import type { WrittenPart } from './compile-parts.ts';
import type { Outcome, RunContext } from './contract.ts';
import { Deferred } from './deferred.ts';
import { ErrorPaths } from './error-paths.ts';
import { ourFault } from './failure.ts';
import type { Introspection } from './introspect.ts';
import { tellPart } from './outcome.ts';
import { Run } from './run.ts';
import { QuickRun } from './quick/quick-run.ts';
import type { Sent } from './quick/quick-run.ts';
import type { QuickWay } from './quick/quick-way.ts';
import type { Compiled } from './schedule.ts';

/** A plan with everything that is needed to run it. */
export type Executable = { schedule: Compiled; parts: readonly WrittenPart[]; introspection: Introspection | null; shares: boolean; quick: QuickWay | null };

const broken = (): Outcome => ({ data: 'null', errors: [ourFault] });

/** Never rejects: what goes wrong is in the outcome. */
export function execute(executable: Executable, context: RunContext): Promise<Outcome> {
  // Remembered entities are text, and one by one.
  const quick = context.entities ? undefined : executable.quick?.program();
  if (!quick) return executeExactly(executable, context);
  return new Promise<Outcome>((resolve) => {
    const left = (sent: readonly Sent[]) => resolve(executeExactly(executable, { ...context, send: afterwards(context.send, sent) }));
    new QuickRun(quick, context, resolve, left).start();
  });
}

/** What was asked for already is not asked for again. */
function afterwards(send: RunContext['send'], sent: readonly Sent[]): RunContext['send'] {
  const left = [...sent];
  return (service, body, kind) => {
    const at = left.findIndex((one) => one.service === service && one.body === body);
    const [one] = at === -1 ? [] : left.splice(at, 1);
    return one ? one.reply : send(service, body, kind);
  };
}

function executeExactly({ schedule, parts, introspection, shares }: Executable, context: RunContext): Promise<Outcome> {
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
        resolve(told ? { ...told, ...(later ? { rest: later } : {}) } : broken());
      } catch {
        // Whatever it is, it may quote the data.
        if (index > 0) later?.fail(part);
        else resolve(broken());
      }
    };
    const run = new Run(schedule, context, shares, done);
    run.start();
  });
}
