import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import type { FieldNode, SelectionNode, SelectionSetNode } from 'graphql';
import { askedSuffix } from './planned-names.ts';

const ownSuffix = '__own';

/** The plan with the client's fields under the client's names, and the planner's own ones out of their way. */
export function giveNamesBack(plan: QueryPlan, places: ReadonlySet<string>): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  if (node.kind === 'Subscription') return { ...plan, node: { ...node, primary: giveBack(node.primary, [], places), rest: node.rest && map(node.rest, [], places) } };
  return { ...plan, node: map(node, [], places) };
}

function map(node: PlanNode, path: readonly string[], places: ReadonlySet<string>): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return giveBack(node, path, places);
    case 'Flatten': {
      const inner = [...path, ...node.path.map(String).filter((step) => step !== '@')];
      let at = path.join('.');
      const steps = node.path.map((step) => {
        if (step === '@' || typeof step === 'number') return step;
        const name = nameOf(at, step, places);
        at = at === '' ? step : `${at}.${step}`;
        return name;
      });
      return { ...node, path: steps, node: map(node.node, inner, places) };
    }
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((one) => map(one, path, places)) };
    case 'Condition':
      return { ...node, ifClause: node.ifClause && map(node.ifClause, path, places), elseClause: node.elseClause && map(node.elseClause, path, places) };
    case 'Defer':
      return {
        ...node,
        primary: { subselection: node.primary.subselection && textWithNames(node.primary.subselection), node: node.primary.node && map(node.primary.node, path, places) },
        deferred: node.deferred.map((deferred) => ({
          ...deferred,
          queryPath: deferred.queryPath.map(asked),
          subselection: deferred.subselection && textWithNames(deferred.subselection),
          node: deferred.node && map(deferred.node, path, places),
        })),
      };
  }
}

function giveBack(fetch: FetchNode, path: readonly string[], places: ReadonlySet<string>): FetchNode {
  const at = path.join('.');
  const document = parse(fetch.operation, { noLocation: true });
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const selectionSet = fetch.requires
      ? { ...definition.selectionSet, selections: definition.selectionSet.selections.map((root) => (root.kind === Kind.FIELD && root.selectionSet ? { ...root, selectionSet: withNames(root.selectionSet, at, places) } : root)) }
      : withNames(definition.selectionSet, at, places);
    return { ...definition, selectionSet };
  });
  const renames: FetchDataRewrite[] = [];
  const requires = fetch.requires && requiresWithNames(fetch.requires, at, [], places, renames);
  const contextRewrites = fetch.contextRewrites?.map((rewrite) => ({ ...rewrite, path: contextPath(rewrite.path, path, places) }));
  return {
    ...fetch,
    ...(contextRewrites ? { contextRewrites } : undefined),
    requires,
    operation: stripIgnoredCharacters(print({ ...document, definitions })),
    // The planner's rewrites may change the type, which these go by.
    inputRewrites: renames.length > 0 ? [...renames, ...(fetch.inputRewrites ?? [])] : fetch.inputRewrites,
    outputRewrites: fetch.outputRewrites?.map((rewrite) => rewriteWithNames(rewrite, path, places)),
  };
}

function withNames(selectionSet: SelectionSetNode, at: string, places: ReadonlySet<string>): SelectionSetNode {
  const selections = selectionSet.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) return { ...selection, selectionSet: withNames(selection.selectionSet, at, places) };
    const planned = (selection.alias ?? selection.name).value;
    const name = nameOf(at, planned, places);
    const inner = at === '' ? planned : `${at}.${planned}`;
    return withName({ ...selection, selectionSet: selection.selectionSet && withNames(selection.selectionSet, inner, places) }, name);
  });
  return { ...selectionSet, selections };
}

/** Deepest first: a path goes by the names before renaming. */
function requiresWithNames(requires: readonly QueryPlanSelectionNode[], at: string, path: readonly string[], places: ReadonlySet<string>, renames: FetchDataRewrite[]): QueryPlanSelectionNode[] {
  return requires.map((selection): QueryPlanSelectionNode => {
    if (selection.kind === 'InlineFragment') {
      const inner = selection.typeCondition ? [...path, `... on ${selection.typeCondition}`] : path;
      return { ...selection, selections: requiresWithNames(selection.selections, at, inner, places, renames) };
    }
    const planned = selection.alias ?? selection.name;
    const name = nameOf(at, planned, places);
    const here = [...path, name];
    const selections = selection.selections && requiresWithNames(selection.selections, at === '' ? planned : `${at}.${planned}`, here, places, renames);
    if (name !== planned) renames.push({ kind: 'KeyRenamer', path: here, renameKeyTo: planned });
    return { ...selection, name, selections };
  });
}

/** The planner gives a field an alias where two types differ, and takes it off again: to the name that the field has here. */
function rewriteWithNames(rewrite: FetchDataRewrite, from: readonly string[], places: ReadonlySet<string>): FetchDataRewrite {
  const at = [...from];
  let above = at.join('.');
  const path = rewrite.path.map((step) => {
    if (step.startsWith('... on ') || step === '@') return step;
    above = at.join('.');
    at.push(step);
    return nameOf(above, step, places);
  });
  return rewrite.kind === 'KeyRenamer' ? { ...rewrite, path, renameKeyTo: nameOf(above, rewrite.renameKeyTo, places) } : { ...rewrite, path };
}

/** From where a fetch starts up to what its contexts are read from. */
function contextPath(steps: readonly string[], from: readonly string[], places: ReadonlySet<string>): string[] {
  const at = [...from];
  return steps.map((step) => {
    if (step.startsWith('... on ')) return step;
    if (step === '..') {
      at.pop();
      return step;
    }
    const name = nameOf(at.join('.'), step, places);
    at.push(step);
    return name;
  });
}

/** Under which name the answer has what was planned under this one. */
function nameOf(at: string, planned: string, places: ReadonlySet<string>): string {
  return places.has(at === '' ? planned : `${at}.${planned}`) ? `${planned}${ownSuffix}` : asked(planned);
}

const asked = (name: string) => (name.endsWith(askedSuffix) ? name.slice(0, -askedSuffix.length) : name);

function withName(node: FieldNode, name: string): FieldNode {
  return { ...node, alias: name === node.name.value ? undefined : { kind: Kind.NAME, value: name } };
}

/** Of a part that is deferred only the client's fields are told, so there is nothing of the planner's. */
function textWithNames(subselection: string): string {
  const [operation] = parse(subselection, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? print(withNames(operation.selectionSet, '', new Set())) : subselection;
}
