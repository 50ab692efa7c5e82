import { Kind, buildASTSchema, getNamedType, isAbstractType, isInterfaceType, isObjectType, print } from 'graphql';
import type { ArgumentNode, ConstDirectiveNode, DocumentNode, FieldDefinitionNode, FieldNode, GraphQLNamedType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { parseFieldSet, serviceNames, stringArgument } from './subgraph-keys.ts';

/**
 * `@requires(fields: "price(currency: \"EUR\")")` asks for a field under arguments, and the planner asks for it by its bare
 * name: beside a client's own `price(currency: "USD")`, or another requirement's, the two collide in one fetch or in one
 * representation. So the planner is shown a supergraph in which each such requirement is a field of its own without
 * arguments (`price_required_1`); what it plans is turned back, fetch by fetch, by `restoreArguments`.
 */
export type RequiredArguments = {
  /** The supergraph as the planner is to see it. */
  document: DocumentNode;
  /** By the name of the made-up field. */
  standIns: ReadonlyMap<string, StandIn>;
  /** The made-up fields that a subgraph's own field requires, each with the names on the way to it: `box.size_required_1`. */
  requiredBy(service: string, type: string, field: string): ReadonlySet<string>;
};

export type StandIn = { field: string; arguments: readonly ArgumentNode[] };

/** @returns undefined where no requirement names a field that takes arguments */
export function separateRequiredArguments(document: DocumentNode): RequiredArguments | undefined {
  const schema = buildASTSchema(document, { assumeValidSDL: true, assumeValid: true });
  const services = serviceNames(document);
  const namer = createNamer(schema);
  const required = new Map<string, ReadonlySet<string>>();
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return definition;
    const parent = schema.getType(definition.name.value);
    if (!parent) return definition;
    return {
      ...definition,
      fields: definition.fields?.map((field) =>
        withStandIns(field, (selectionSet, graph) => {
          const needs = new Set<string>();
          const replaced = replace(selectionSet, parent, needs, '');
          if (needs.size > 0) required.set(`${services.get(graph) ?? graph} ${definition.name.value}.${field.name.value}`, needs);
          return replaced;
        }),
      ),
    };
  });
  if (namer.standIns.size === 0) return undefined;
  const completed = definitions.map((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return definition;
    const wanted = namer.byType.get(definition.name.value);
    if (!wanted) return definition;
    const added = [...wanted].flatMap((name) => {
      const original = definition.fields?.find((field) => field.name.value === namer.standIns.get(name)?.field);
      return original ? [{ ...original, description: undefined, name: { kind: Kind.NAME as const, value: name }, arguments: [] }] : [];
    });
    return { ...definition, fields: [...(definition.fields ?? []), ...added] };
  });
  return { document: { ...document, definitions: completed }, standIns: namer.standIns, requiredBy: (service, type, field) => required.get(`${service} ${type}.${field}`) ?? none };

  /** The same fields with made-up ones in place of those that take arguments. */
  function replace(selectionSet: SelectionSetNode, parent: GraphQLNamedType, needs: Set<string>, at: string): SelectionSetNode {
    const selections = selectionSet.selections.map((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent;
        return condition ? { ...selection, selectionSet: replace(selection.selectionSet, condition, needs, at) } : selection;
      }
      if (selection.kind !== Kind.FIELD || !(isObjectType(parent) || isInterfaceType(parent))) return selection;
      const definition = parent.getFields()[selection.name.value];
      if (!definition) return selection;
      const name = definition.args.length === 0 ? selection.name.value : namer.nameFor(selection, parent);
      const inner = selection.selectionSet ? replace(selection.selectionSet, getNamedType(definition.type), needs, `${at}${name}.`) : undefined;
      if (definition.args.length === 0) return { ...selection, selectionSet: inner };
      needs.add(`${at}${name}`);
      return { ...selection, name: { kind: Kind.NAME as const, value: name }, arguments: [], selectionSet: inner };
    });
    return { ...selectionSet, selections };
  }
}

/** Gives each field under its arguments one made-up name, the same one on every type. */
function createNamer(schema: GraphQLSchema) {
  const taken = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) || isInterfaceType(type)) for (const name of Object.keys(type.getFields())) taken.add(name);
  }
  const names = new Map<string, string>();
  const standIns = new Map<string, StandIn>();
  const byType = new Map<string, Set<string>>();
  return {
    standIns: standIns as ReadonlyMap<string, StandIn>,
    byType: byType as ReadonlyMap<string, ReadonlySet<string>>,
    nameFor(field: FieldNode, parent: GraphQLNamedType): string {
      const args = [...(field.arguments ?? [])].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
      const key = `${field.name.value}(${args.map(print).join(',')})`;
      const name = names.get(key) ?? free(field.name.value);
      names.set(key, name);
      standIns.set(name, { field: field.name.value, arguments: args });
      const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent), ...(isInterfaceType(parent) ? schema.getImplementations(parent).interfaces : [])] : [parent];
      for (const type of types) byType.set(type.name, (byType.get(type.name) ?? new Set()).add(name));
      return name;
    },
  };

  function free(field: string): string {
    for (let n = 1; ; n++) {
      const name = `${field}_required_${n}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  }
}

const none: ReadonlySet<string> = new Set();

/** The field with the `requires:` of each `@join__field` passed through `replace`. */
function withStandIns(field: FieldDefinitionNode, replace: (selectionSet: SelectionSetNode, graph: string) => SelectionSetNode): FieldDefinitionNode {
  const directives = field.directives?.map((directive): ConstDirectiveNode => {
    if (directive.name.value !== 'join__field') return directive;
    const graph = stringArgument(directive, 'graph') ?? '';
    return {
      ...directive,
      arguments: directive.arguments?.map((argument) => {
        if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING) return argument;
        const replaced = replace(parseFieldSet(argument.value.value), graph);
        return { ...argument, value: { kind: Kind.STRING, value: print(replaced).slice(1, -1).replace(/\s+/g, ' ').trim() } };
      }),
    };
  });
  return { ...field, directives };
}
