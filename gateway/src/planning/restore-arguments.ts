import type { FetchDataRewrite, FetchNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionNode } from 'graphql';
import { mapFetches } from './plan-nodes.ts';
import type { StandIn } from './required-arguments.ts';

/** @returns the stand-ins that a subgraph's field requires, each with the names on the way to it, for `Type.field` of that subgraph */
export type RequiredBy = (service: string, type: string, field: string) => ReadonlySet<string>;

/**
 * Turns what was planned with stand-ins into what subgraphs understand: fetches ask for the real field under the stand-in's
 * name as an alias, representations carry it by its real name. Two arguments of one field cannot travel in one
 * representation: such a fetch becomes several, each with the fields that agree.
 */
export function restoreArguments(plan: QueryPlan, standIns: ReadonlyMap<string, StandIn>, requiredBy: RequiredBy): QueryPlan {
  return mapFetches(plan, (fetch) => splitByRequirement(fetch, standIns, requiredBy).map((part) => restore(part, standIns)));
}

function restore(fetch: FetchNode, standIns: ReadonlyMap<string, StandIn>): FetchNode {
  const renames: FetchDataRewrite[] = [];
  if (fetch.requires) collectRenames(fetch.requires, [], standIns, renames);
  // Ours come first: the planner's may give the representation another type, which paths of ours go by.
  const inputRewrites = renames.length > 0 ? [...renames, ...(fetch.inputRewrites ?? [])] : fetch.inputRewrites;
  let touched = false;
  const document = visit(parse(fetch.operation, { noLocation: true }), {
    Field(node): FieldNode | undefined {
      const standIn = standIns.get(node.name.value);
      if (!standIn) return undefined;
      touched = true;
      return { ...node, alias: node.alias ?? node.name, name: { kind: Kind.NAME, value: standIn.field }, arguments: standIn.arguments };
    },
  });
  return { ...fetch, inputRewrites, operation: touched ? stripIgnoredCharacters(print(document)) : fetch.operation };
}

/** Deepest first: a path goes by the names before renaming. */
function collectRenames(requires: readonly QueryPlanSelectionNode[], path: readonly string[], standIns: ReadonlyMap<string, StandIn>, renames: FetchDataRewrite[]) {
  for (const selection of requires) {
    if (selection.kind === 'InlineFragment') {
      const inner = selection.typeCondition ? [...path, `... on ${selection.typeCondition}`] : path;
      collectRenames(selection.selections, inner, standIns, renames);
      continue;
    }
    const here = [...path, selection.alias ?? selection.name];
    if (selection.selections) collectRenames(selection.selections, here, standIns, renames);
    const standIn = standIns.get(selection.name);
    if (standIn) renames.push({ kind: 'KeyRenamer', path: here, renameKeyTo: standIn.field });
  }
}

/** One fetch, or several where its representation would have to hold two values of one field. */
function splitByRequirement(fetch: FetchNode, standIns: ReadonlyMap<string, StandIn>, requiredBy: RequiredBy): FetchNode[] {
  const used = new Set<string>();
  for (const selection of fetch.requires ?? []) collectStandIns(selection, standIns, used, '');
  if (!clash(used, standIns)) return [fetch];
  const document = parse(fetch.operation, { noLocation: true });
  const parts: Set<string>[] = [];
  const partOf = (needs: ReadonlySet<string>): number => {
    const fit = parts.findIndex((part) => !clash(new Set([...part, ...needs]), standIns));
    const part = fit < 0 ? parts.push(new Set()) - 1 : fit;
    for (const name of needs) parts[part]?.add(name);
    return part;
  };
  const assigned = new Map<SelectionNode, number>();
  for (const { field, type } of entityFields(document)) {
    // A requirement's own field may be asked for under arguments too.
    const name = standIns.get(field.name.value)?.field ?? field.name.value;
    const needs = new Set([...requiredBy(fetch.serviceName, type, name)].filter((one) => used.has(one)));
    assigned.set(field, needs.size > 0 ? partOf(needs) : 0);
  }
  const whole = parts.map((needs, index) => narrow(fetch, document, used, needs, (field) => assigned.get(field) === index));
  return whole.length > 0 ? whole : [fetch];
}

function collectStandIns(selection: QueryPlanSelectionNode, standIns: ReadonlyMap<string, StandIn>, used: Set<string>, at: string) {
  if (selection.kind === 'Field' && standIns.has(selection.name)) used.add(`${at}${selection.name}`);
  const inner = selection.kind === 'Field' ? `${at}${selection.name}.` : at;
  for (const one of selection.selections ?? []) collectStandIns(one, standIns, used, inner);
}

/** Whether two stand-ins for one field would meet in one object. */
function clash(places: ReadonlySet<string>, standIns: ReadonlyMap<string, StandIn>): boolean {
  const fields = [...places].map((place) => {
    const end = place.lastIndexOf('.') + 1;
    return `${place.slice(0, end)}${standIns.get(place.slice(end))?.field}`;
  });
  return new Set(fields).size < fields.length;
}

/** The fields that a fetch of entities selects of the entities themselves, each with the type it is selected on. */
function entityFields(document: DocumentNode): { field: FieldNode; type: string }[] {
  const found: { field: FieldNode; type: string }[] = [];
  const walk = (selections: readonly SelectionNode[], type: string) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) found.push({ field: selection, type });
      if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet.selections, selection.typeCondition?.name.value ?? type);
    }
  };
  for (const root of operationOf(document)?.selectionSet.selections ?? []) {
    if (root.kind === Kind.FIELD && root.name.value === '_entities') walk(root.selectionSet?.selections ?? [], '');
  }
  return found;
}

function narrow(fetch: FetchNode, document: DocumentNode, used: ReadonlySet<string>, needs: ReadonlySet<string>, keep: (field: FieldNode) => boolean): FetchNode {
  const filter = (selections: readonly SelectionNode[]): SelectionNode[] =>
    selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return keep(selection) ? [selection] : [];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      const inner = filter(selection.selectionSet.selections);
      return inner.length > 0 ? [{ ...selection, selectionSet: { ...selection.selectionSet, selections: inner } }] : [];
    });
  const narrowed = visit(document, {
    Field: (node) => (node.name.value === '_entities' && node.selectionSet ? { ...node, selectionSet: { ...node.selectionSet, selections: filter(node.selectionSet.selections) } } : false),
  });
  const { operation, variables } = withUsedVariables(narrowed);
  const without = new Set([...used].filter((name) => !needs.has(name)));
  return {
    ...fetch,
    requires: trimRequires(fetch.requires ?? [], without, ''),
    operation: stripIgnoredCharacters(print(operation)),
    variableUsages: fetch.variableUsages?.filter((name) => variables.has(name)),
  };
}

function trimRequires(requires: readonly QueryPlanSelectionNode[], without: ReadonlySet<string>, at: string): QueryPlanSelectionNode[] {
  return requires.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'Field' && without.has(`${at}${selection.name}`)) return [];
    if (!selection.selections) return [selection];
    const selections = trimRequires(selection.selections, without, selection.kind === 'Field' ? `${at}${selection.name}.` : at);
    return selections.length > 0 ? [{ ...selection, selections }] : [];
  });
}

function withUsedVariables(document: DocumentNode): { operation: DocumentNode; variables: ReadonlySet<string> } {
  const variables = new Set<string>();
  for (const definition of document.definitions) {
    const body = definition.kind === Kind.OPERATION_DEFINITION ? { ...definition, variableDefinitions: [] } : definition;
    visit(body, { Variable: ({ name }) => void variables.add(name.value) });
  }
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? { ...definition, variableDefinitions: definition.variableDefinitions?.filter(({ variable }) => variables.has(variable.name.value)) } : definition,
  );
  return { operation: { ...document, definitions }, variables };
}

const operationOf = (document: DocumentNode): OperationDefinitionNode | undefined => document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
