import { Kind } from 'graphql';
import type { ConstDirectiveNode, ConstObjectValueNode, ConstValueNode, DocumentNode } from 'graphql';

/**
 * What a supergraph calls the directives of a linked specification: a subgraph may have imported them under other names
 * (`import: [{name: "@cost", as: "@price"}]`), or not at all (`@cost__listSize`).
 * @param url the start of the specification's URL, such as `https://specs.apollo.dev/cost/`
 * @param names without `@`
 * @returns the name in this supergraph by the specification's name; those of a specification that is not linked are absent
 */
export function linkedDirectives(document: DocumentNode, url: string, names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'link' || !textArgument(directive, 'url')?.startsWith(url)) continue;
      const space = textArgument(directive, 'as') ?? url.split('/').at(-2) ?? '';
      const imports = importsOf(directive);
      for (const name of names) found.set(name, imports.get(name) ?? (name === url.split('/').at(-2) ? space : `${space}__${name}`));
    }
  }
  return found;
}

/** Whatever specification imports it: directives that subgraphs compose of their own have a URL that we do not know. */
export function importedDirective(document: DocumentNode, name: string): string | undefined {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      const imported = directive.name.value === 'link' ? importsOf(directive).get(name) : undefined;
      if (imported !== undefined) return imported;
    }
  }
  return undefined;
}

function importsOf(link: ConstDirectiveNode): Map<string, string> {
  const imports = new Map<string, string>();
  const list = argument(link, 'import');
  if (list?.kind !== Kind.LIST) return imports;
  for (const one of list.values) {
    if (one.kind === Kind.STRING) imports.set(bare(one.value), bare(one.value));
    else if (one.kind === Kind.OBJECT) {
      const name = fieldText(one, 'name');
      if (name !== undefined) imports.set(bare(name), bare(fieldText(one, 'as') ?? name));
    }
  }
  return imports;
}

const bare = (name: string) => name.replace(/^@/, '');

const fieldText = (node: ConstObjectValueNode, name: string): string | undefined => {
  const value = node.fields.find((field) => field.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
};

export function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((one) => one.name.value === name)?.value;
}

export function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argument(directive, name);
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** Numbers, and text that is one: the IBM specification writes weights as strings. */
export function numberArgument(directive: ConstDirectiveNode, name: string): number | undefined {
  const value = argument(directive, name);
  if (value?.kind !== Kind.INT && value?.kind !== Kind.FLOAT && value?.kind !== Kind.STRING) return undefined;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : undefined;
}

export function booleanArgument(directive: ConstDirectiveNode, name: string): boolean | undefined {
  const value = argument(directive, name);
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

export function textsArgument(directive: ConstDirectiveNode, name: string): readonly string[] | undefined {
  const value = argument(directive, name);
  if (value?.kind === Kind.STRING) return [value.value];
  return value?.kind === Kind.LIST ? value.values.flatMap((one) => (one.kind === Kind.STRING ? [one.value] : [])) : undefined;
}
