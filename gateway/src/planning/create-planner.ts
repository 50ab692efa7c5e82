import { operationFromDocument } from '@apollo/federation-internals';
import type { Operation, SelectionSet } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Planner } from './contract.ts';
import { overrideLabelsOf } from './override-labels.ts';
import { readFieldSets } from './field-sets.ts';
import { giveNamesBack } from './give-names-back.ts';
import { keepResolvable } from './keep-resolvable.ts';
import { keepTypenames } from './keep-typenames.ts';
import { meetRequirements } from './meet-requirements.ts';
import { narrowConditions } from './narrow-conditions.ts';
import { renameClashes } from './planned-names.ts';
import { correctly } from './planner-corrections.ts';
import { orBroken, readSupergraph } from './read-supergraph.ts';
import { separateRequiredArguments } from './required-arguments.ts';
import { wholeRepresentations } from './representations.ts';
import { restoreArguments } from './restore-arguments.ts';
import { splitRequirements } from './split-requirements.ts';
import { readSubgraphKeys, resolvableKeysFirst } from './subgraph-keys.ts';

/**
 * Planning is synchronous and an operation is a stranger's: these bound it. Alternatives beyond the first number are not
 * compared (the plan stays right, it may cost a fetch more); an operation with more ways to one field than the second has no plan.
 */
const maxEvaluatedPlans = 500;
const maxPathsToAField = 8_000;

/**
 * @param supergraphSdl any Federation 2 supergraph (join 0.1 to 0.5)
 * @throws BrokenSupergraph
 */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = readSupergraph(supergraphSdl);
  return orBroken(() => {
    const internalApiSchema = supergraph.apiSchema();
    const apiSchema = internalApiSchema.toGraphQLJSSchema({ includeDefer: true });
    const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
    const original = parse(supergraphSdl, { noLocation: true });
    const keys = readSubgraphKeys(original);
    const separated = separateRequiredArguments(original);
    const forPlanner = resolvableKeysFirst(separated?.document ?? original);
    const fieldSets = readFieldSets(forPlanner);
    const supergraphForPlanner = forPlanner === original ? supergraph : readSupergraph(forPlanner, { trusted: true });
    const plannerSchema = forPlanner === original ? supergraphSchema : supergraphForPlanner.schema.toGraphQLJSSchema();
    const queryPlanner = new QueryPlanner(supergraphForPlanner, {
      incrementalDelivery: { enableDefer: true },
      reuseQueryFragments: false,
      debug: { maxEvaluatedPlans, pathsLimit: maxPathsToAField },
    });
    const overrideLabels = overrideLabelsOf(supergraph);
    return {
      apiSchema,
      supergraphSchema,
      subgraphs: new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
      overrideLabels,
      plan(document, operationName, options) {
        const renamed = renameClashes(document, fieldSets.names);
        const narrowed = narrowConditions(renamed?.document ?? document, apiSchema, keys.interfaceObjects);
        const operation = readOperation(narrowed, operationName);
        const overrideConditions = new Map(overrideLabels.map((label) => [label, options.overrideLabels.has(label)]));
        const plan = build(operation, overrideConditions);
        return { document, plan: renamed ? giveNamesBack(plan, renamed.places) : plan };
      },
    };

    function readOperation(document: DocumentNode, operationName: string | undefined): Operation {
      return operationFromDocument(internalApiSchema, document, { operationName, validate: false });
    }

    function build(operation: Operation, overrideConditions: Map<string, boolean>): QueryPlan {
      let plan: QueryPlan;
      try {
        plan = correctly(() => queryPlanner.buildQueryPlan(operation, { overrideConditions }));
        plan = wholeRepresentations(plan, keys, supergraphSchema);
        plan = keepResolvable(plan, keys, supergraphSchema);
        plan = meetRequirements(plan, plannerSchema, fieldSets, keys);
        plan = splitRequirements(plan, plannerSchema, fieldSets, keys);
        plan = keepTypenames(plan, keys, plannerSchema);
      } catch (error) {
        throw noPlan(error instanceof Error ? error.message : String(error), error);
      }
      if (!plan.node && needsFetch(operation.selectionSet)) throw noPlan('no subgraph can answer it');
      return separated ? restoreArguments(plan, separated.standIns, separated.requiredBy) : plan;
    }
  });
}

function noPlan(reason: string, cause?: unknown): GraphQLError {
    return new GraphQLError(`The operation cannot be planned: ${reason}`, {
    originalError: cause instanceof Error ? cause : undefined,
    extensions: { code: 'QUERY_PLANNING_FAILED' },
  });
}

/** Whether some selected root field, not skipped for good, is answered by subgraphs. */
function needsFetch(selectionSet: SelectionSet): boolean {
  return selectionSet.selections().some((selection) => {
    const never = selection.element.appliedDirectives.some(
      (applied) => (applied.name === 'skip' && applied.arguments()['if'] === true) || (applied.name === 'include' && applied.arguments()['if'] === false),
    );
    if (never) return false;
    if (selection.kind === 'FragmentSelection') return needsFetch(selection.selectionSet);
    return !selection.element.definition.isIntrospectionField();
  });
}
