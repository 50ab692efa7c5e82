import { Kind, parse } from 'graphql';
import type { GraphQLFormattedError, SelectionSetNode } from 'graphql';

/** More than this many errors for one failed fetch say nothing new: the last one counts the rest in `omitted`. */
const mostErrors = 200;

/**
 * One error for each field that a failed fetch leaves null, with paths as if the subgraph itself had answered so: the
 * gateway then moves them to where the fields stand in the client's document.
 */
export function errorsPerField(
  request: { query?: string | undefined; variables?: Record<string, unknown> | undefined },
  error: { message: string; extensions: Record<string, unknown> },
): GraphQLFormattedError[] {
  const paths = [...pathsOf(request)];
  if (paths.length === 0) return [error];
  const errors: GraphQLFormattedError[] = paths.slice(0, mostErrors).map((path) => ({ ...error, path }));
  const last = errors.at(-1);
  const omitted = paths.length - errors.length;
  if (omitted > 0 && last) errors[errors.length - 1] = { ...last, extensions: { ...last.extensions, omitted } };
  return errors;
}

function* pathsOf({ query, variables }: { query?: string | undefined; variables?: Record<string, unknown> | undefined }): Generator<(string | number)[]> {
  const operation = query === undefined ? undefined : parse(query, { noLocation: true }).definitions[0];
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return;
  const representations = variables?.['representations'];
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) continue;
    if (selection.name.value !== '_entities' || !Array.isArray(representations)) {
      yield [selection.alias?.value ?? selection.name.value];
      continue;
    }
    for (const [index, representation] of representations.entries()) {
      const typename = (representation as { __typename?: unknown } | null)?.__typename;
      for (const field of selection.selectionSet ? fieldsFor(selection.selectionSet, typename) : []) yield ['_entities', index, field];
    }
  }
}

function fieldsFor(selections: SelectionSetNode, typename: unknown): Set<string> {
  const fields = new Set<string>();
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value !== '__typename') fields.add(selection.alias?.value ?? selection.name.value);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      if (condition !== undefined && condition !== typename) continue;
      for (const field of fieldsFor(selection.selectionSet, typename)) fields.add(field);
    }
  }
  return fields;
}
