import { parentPort } from 'node:worker_threads';
import { GraphQLError, parse, print } from 'graphql';
import { compileOperation } from '../execution/compile-operation.ts';
import type { Planner } from './contract.ts';
import { createPlanner } from './create-planner.ts';
import type { Asked, Planned, Told } from './plan-ahead.ts';

/** What a planning thread runs: one document after another, the last supergraph kept. */
let kept: { sdl: string; planner: Planner } | undefined;

parentPort?.on('message', ({ id, supergraphSdl, text, operationName, overrideLabels }: Asked) => {
  const plans: Planned[] = [];
  try {
    if (kept?.sdl !== supergraphSdl) kept = { sdl: supergraphSdl, planner: createPlanner(supergraphSdl) };
    const { planner } = kept;
    const recording: Planner = {
      ...planner,
      plan: (document, name, options) => {
        const key = print(document);
        try {
          const planned = planner.plan(document, name, options);
          plans.push({ key, plan: planned.plan });
          return planned;
        } catch (error) {
          plans.push({ key, fault: error instanceof GraphQLError ? error.message : String(error) });
          throw error;
        }
      },
    };
    compileOperation(recording, parse(text, { noLocation: true }), operationName, { overrideLabels: new Set(overrideLabels) });
  } catch {
    // What was found out is told; who asked meets the fault where it plans by what is told.
  }
  parentPort?.postMessage({ id, plans } satisfies Told);
});
