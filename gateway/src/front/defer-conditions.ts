import { BREAK, Kind, getOperationAST, visit } from 'graphql';
import type { DocumentNode } from 'graphql';

/** `@defer` at work: always, or where a variable is true. */
export type DeferCondition = true | string;

const never: readonly DeferCondition[] = [];
const always: readonly DeferCondition[] = [true];

/** @returns empty where no answer comes in parts. Fragments of other operations count: they are few, and only a 406 hangs on it. */
export function deferConditions(text: string, document: DocumentNode, operationName: string | undefined): readonly DeferCondition[] {
  if (!text.includes('@') || !getOperationAST(document, operationName)) return never;
  const conditions = new Set<DeferCondition>();
  visit(document, {
    Directive: ({ name, arguments: given }) => {
      if (name.value !== 'defer') return undefined;
      const condition = given?.find((argument) => argument.name.value === 'if')?.value;
      if (condition?.kind === Kind.VARIABLE) conditions.add(condition.name.value);
      else if (condition?.kind !== Kind.BOOLEAN || condition.value) {
        conditions.add(true);
        return BREAK;
      }
      return undefined;
    },
  });
  return conditions.has(true) ? always : conditions.size === 0 ? never : [...conditions];
}

export function isDeferred(conditions: readonly DeferCondition[], variables: Readonly<Record<string, unknown>>): boolean {
  return conditions.some((condition) => condition === true || variables[condition] === true);
}
