import { GraphQLError, Kind, visit } from 'graphql';
import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';

/**
 * A client may call any field by the name of one that the planner needs for itself: `{ user { id: name } }` where `id` is the
 * key. In one object both cannot stand under that name, and the planner does not look. So it plans a document in which such
 * names end in this; `giveNamesBack` gives the client its own and the planner others.
 */
export const askedSuffix = '__asked';

export type Renamed = {
  document: DocumentNode;
  /** Places in the answer (`a.b`, in the planner's names) where the planner's own field of a name has to stand aside. */
  places: ReadonlySet<string>;
};

/**
 * @param needed names of fields that the planner may add by itself
 * @returns undefined where the client's names are in nobody's way
 * @throws GraphQLError for a field by the name of `__typename`
 */
export function renameClashes(document: DocumentNode, needed: ReadonlySet<string>): Renamed | undefined {
  // A fragment is written once, whatever the places it is used at: a name that clashes anywhere is changed everywhere.
  const names = clashingNames(document, needed);
  if (names.size === 0) return undefined;
  const renamed = visit(document, {
    Field(node): FieldNode | undefined {
      const name = (node.alias ?? node.name).value;
      return names.has(name) ? { ...node, alias: { kind: Kind.NAME, value: `${name}${askedSuffix}` } } : undefined;
    },
  });
  const places = [...allPlaces(renamed)].flatMap((place) => (place.endsWith(askedSuffix) ? [place.slice(0, -askedSuffix.length)] : []));
  return { document: renamed, places: new Set(places) };
}

function clashingNames(document: DocumentNode, needed: ReadonlySet<string>): Set<string> {
  const names = new Set<string>();
  visit(document, {
    Field(node) {
      const alias = node.alias?.value;
      if (alias === undefined || alias === node.name.value) return;
      if (alias === '__typename') throw new GraphQLError('No field can be asked for by the name of "__typename".', { nodes: node, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
      if (needed.has(alias)) names.add(alias);
    },
  });
  return names;
}

/** Every place in the answer that a document fills. */
function allPlaces(document: DocumentNode): Set<string> {
  const places = new Set<string>();
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  for (const definition of document.definitions) if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, '');
  return places;

  function walk(selectionSet: SelectionSetNode, at: string) {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        const here = at === '' ? (selection.alias ?? selection.name).value : `${at}.${(selection.alias ?? selection.name).value}`;
        if (places.has(here) && !selection.selectionSet) continue;
        places.add(here);
        if (selection.selectionSet) walk(selection.selectionSet, here);
      } else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        if (fragment) walk(fragment.selectionSet, at);
      }
    }
  }
}
