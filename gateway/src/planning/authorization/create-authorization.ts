import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { Outcome } from '../../execution/contract.ts';
import type { Planner } from '../contract.ts';
import { collectRequirements, filterOperation } from './filter-operation.ts';
import type { LeftOut } from './filter-operation.ts';
import { isMet, readRequirements } from './requirements.ts';
import type { CallerRights, Requirement } from './requirements.ts';
import { restoreNulls } from './restore-nulls.ts';

export type AuthorizationOptions = {
  /** Where it is told what was left out: among the errors, in `extensions.authorizationErrors`, or nowhere. */
  errors: 'errors' | 'extensions' | 'disabled';
  /** Refuses the whole operation in place of leaving parts of it out. */
  rejectUnauthorized: boolean;
  /** Leaves nothing out, and only tells what would have been. */
  dryRun: boolean;
};

export type Authorization = {
  /** @returns null where the operation asks for no rights: then there is one program for everybody */
  of(document: DocumentNode, operationName: string | undefined): OperationRights | null;
};

/** What one operation asks of callers: found once, then decided for each caller. */
export type OperationRights = {
  /** The policies that it asks for: whether they hold, somebody else finds out. */
  policies: readonly string[];
  scopes: readonly string[];
  decide(caller: CallerRights): Decision;
};

/** Callers with the same rights (as far as this operation goes) share one. */
export type Decision = {
  /** Of what is met and what is not: part of the program's key, the same for the same `document`. */
  key: string;
  /** What is to be compiled in place of the client's document: the very same where all is allowed, null where nothing is left. */
  document: DocumentNode | null;
  /** Where the whole operation is refused. */
  refused: readonly GraphQLFormattedError[] | null;
  /** The outcome of `document` (`data` of `{}` where that is null) as one of the client's. The same object where all is allowed. */
  finish(outcome: Outcome, variables: Readonly<Record<string, unknown>>): Outcome;
};

const maxDecisions = 256;

/** The directives `@authenticated`, `@requiresScopes` and `@policy`, before planning. */
export function createAuthorization(planner: Planner, options: AuthorizationOptions = { errors: 'errors', rejectUnauthorized: false, dryRun: false }): Authorization {
  const requirements = readRequirements(planner.supergraphSchema);
  return {
    of(document, operationName) {
      const operation = requirements.any ? operationOf(document, operationName) : undefined;
      const asked = operation ? collectRequirements(planner.apiSchema, requirements, document, operation) : [];
      if (!operation || asked.length === 0) return null;
      const decisions = new Map<string, Decision>();
      const names = (kind: Requirement['kind']) => [...new Set(asked.flatMap((one) => (one.kind === kind && one.kind !== 'authenticated' ? one.anyOf.flat() : [])))];
      return {
        policies: names('policies'),
        scopes: names('scopes'),
        decide(caller) {
          let key = '';
          for (const one of asked) key += isMet(one, caller) ? '1' : '0';
          const known = decisions.get(key);
          if (known) return known;
          if (decisions.size >= maxDecisions) decisions.clear();
          const decision = decide(document, operation, caller, key);
          decisions.set(key, decision);
          return decision;
        },
      };
    },
  };

  function decide(document: DocumentNode, operation: OperationDefinitionNode, caller: CallerRights, key: string): Decision {
    const filtered = filterOperation(planner.apiSchema, requirements, document, operation, (asked) => asked.every((one) => isMet(one, caller)));
    if (filtered.leftOut.length === 0) return { key: allAllowed, document, refused: null, finish: (outcome) => outcome };
    const errors = filtered.leftOut.map(unauthorized);
    if (options.dryRun) return { key, document, refused: null, finish: (outcome) => tell(outcome, errors) };
    return {
      key,
      document: filtered.document,
      refused: options.rejectUnauthorized ? errors : null,
      finish: (outcome, variables) => {
        outcome.data = JSON.stringify(restoreNulls(planner.apiSchema, document, operation, JSON.parse(outcome.data), variables));
        return tell(outcome, errors);
      },
    };
  }

  function tell(outcome: Outcome, errors: readonly GraphQLFormattedError[]): Outcome {
    if (options.errors === 'errors') outcome.errors = [...errors, ...outcome.errors];
    else if (options.errors === 'extensions') outcome.extensions = { ...outcome.extensions, authorizationErrors: errors };
    return outcome;
  }
}

const allAllowed = 'all';

const unauthorized = (path: LeftOut): GraphQLFormattedError => ({ message: 'Unauthorized field or type', path, extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });

function operationOf(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || definition.name?.value === operationName)) return definition;
  }
  throw new GraphQLError(operationName === undefined ? 'Must provide an operation.' : `Unknown operation named "${operationName}".`);
}
