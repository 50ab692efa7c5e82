import { setImmediate as nextTurn } from 'node:timers/promises';
import { GraphQLError, Kind, visit } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Settled } from '../planning/settle-conditions.ts';
import type { Outcome, Program } from './contract.ts';
import { ourFault } from './failure.ts';
import type { Values } from './request-body.ts';

/** Plans that are kept of one operation, and of all together that may wait to be made. */
const mostKept = 64;
const mostWaiting = 200;

let waiting = 0;
let turn: Promise<unknown> = Promise.resolve();

/**
 * An operation with conditions on variables is a plan for each of the ways in which they stand. Planned together, what one
 * condition needs would be required of all (and `@defer` beside a condition is more than the planner knows). The fullest is
 * planned at once; each other one when it is first asked for, one a turn of the event loop, as new operations are.
 * @throws GraphQLError where the fullest has no plan
 */
export function compileConditional(variables: readonly string[], document: DocumentNode, compile: (settled: Settled) => Program, prepare: (settled: Settled) => Promise<void> | undefined): Program {
  const known = new Map<string, Program>();
  const underway = new Map<string, Promise<Outcome | Program>>();
  const fullest = compile(fullestOf(variables, document));
  known.set(keyOf(variables, Object.fromEntries(fullestOf(variables, document))), fullest);

  const compileNow = (key: string, values: Values): Outcome | Program => {
    try {
      const program = compile(settledBy(variables, values));
      if (known.size >= mostKept) for (const oldest of known.keys()) if (known.delete(oldest)) break;
      known.set(key, program);
      return program;
    } catch (error) {
      return fault(error);
    }
  };
  const compileLate = (key: string, values: Values): Promise<Outcome | Program> => {
    if (waiting >= mostWaiting) return Promise.resolve(overloaded());
    waiting += 1;
    const made = (prepare(settledBy(variables, values)) ?? Promise.resolve()).then(
      () => (turn = turn.then(() => nextTurn()).then(() => compileNow(key, values))) as Promise<Outcome | Program>,
      (error: unknown) => fault(error),
    );
    return made.finally(() => {
      waiting -= 1;
      underway.delete(key);
    });
  };

  const programFor = (values: Values): Program | Promise<Outcome | Program> => {
    const key = keyOf(variables, values);
    const program = known.get(key);
    if (program) return program;
    let compiling = underway.get(key);
    if (!compiling) underway.set(key, (compiling = compileLate(key, values)));
    return compiling;
  };
  /** Where nothing is left to subscribe to, to what there would be. */
  const settled = async (making: ReturnType<typeof programFor>) => {
    const made = await making;
    return 'run' in made && !made.source ? fullest : made;
  };
  return {
    ...fullest,
    // Who sends events is asked for what is wanted, too: it has to be settled before.
    ...(fullest.source ? { settle: (values) => settled(programFor(values)) } : {}),
    run: (context) => {
      const program = programFor(context.variables);
      if (!(program instanceof Promise)) return program.run(context);
      return program.then((made) => ('run' in made ? made.run(context) : { data: made.data, errors: made.errors }));
    },
  };
}

const overloaded = (): Outcome => ({ data: 'null', errors: [{ message: 'Too many new operations at once: try again in a moment.', extensions: { code: 'OVERLOADED' } }] });

const fault = (error: unknown): Outcome => ({ data: 'null', errors: [error instanceof GraphQLError ? error.toJSON() : ourFault] });
const settledBy = (variables: readonly string[], values: Values): Settled => new Map(variables.map((name) => [name, values[name] === true]));

function keyOf(variables: readonly string[], values: Values): string {
  let key = '';
  for (const name of variables) key += values[name] === true ? '1' : '0';
  return key;
}

/** Nothing skipped, all included and deferred, as far as one variable does not do both. */
function fullestOf(variables: readonly string[], document: DocumentNode): Settled {
  const skips = new Set<string>();
  const adds = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given }) => {
      const condition = given?.find((argument) => argument.name.value === 'if')?.value;
      if (condition?.kind === Kind.VARIABLE) (name.value === 'skip' ? skips : adds).add(condition.name.value);
    },
  });
  return new Map(variables.map((name) => [name, adds.has(name) || !skips.has(name)]));
}
