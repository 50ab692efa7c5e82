import { fed2 } from './conform.ts';

/** How one subgraph has a field. */
export type FieldDraft = { type: string; args: ReadonlyMap<string, string>; directives: Set<string>; external: boolean };
export type TypeDraft = { kind: 'type' | 'interface'; directives: Set<string>; implements: Set<string>; fields: Map<string, FieldDraft> };

/** A subgraph while it is made up, and its text. */
export type SubgraphDraft = {
  name: string;
  /** Written as for Federation 1: no `@link`, no `@shareable`, entities of others extended. */
  first: boolean;
  types: Map<string, TypeDraft>;
  unions: Map<string, string[]>;
  /** Text of enums, inputs and scalars by name: printed where something names them. */
  leaves: Map<string, string>;
};

export const draftSubgraph = (name: string, leaves: Map<string, string>): SubgraphDraft => ({ name, first: false, types: new Map(), unions: new Map(), leaves });

export function declare(subgraph: SubgraphDraft, name: string, kind: TypeDraft['kind'] = 'type'): TypeDraft {
  const known = subgraph.types.get(name);
  if (known) return known;
  const declared: TypeDraft = { kind, directives: new Set(), implements: new Set(), fields: new Map() };
  subgraph.types.set(name, declared);
  return declared;
}

/** Declares a field; one that is there stays, but what was external is so no more where it is held. */
export function hold(declared: TypeDraft, name: string, type: string, given: Partial<Omit<FieldDraft, 'directives'>> & { directives?: string[] } = {}): FieldDraft {
  let held = declared.fields.get(name);
  if (!held) declared.fields.set(name, (held = { type, args: given.args ?? new Map(), directives: new Set(), external: given.external ?? false }));
  if (!given.external) held.external = false;
  for (const directive of given.directives ?? []) held.directives.add(directive);
  return held;
}

export const keysOf = (declared: TypeDraft): string[] => [...declared.directives].flatMap((one) => /^@key\(fields: "([^"]*)"/.exec(one)?.[1] ?? []);
export const isResolvable = (declared: TypeDraft): boolean => [...declared.directives].some((one) => one.startsWith('@key') && !one.includes('resolvable: false'));

export function printSubgraph(subgraph: SubgraphDraft): string {
  const types = [...subgraph.types].map(([name, type]) => printType(subgraph, name, type));
  const unions = [...subgraph.unions].map(([name, members]) => `union ${name} = ${members.join(' | ')}`);
  const text = [...types, ...unions].join('\n');
  const needed = new Set<string>();
  const need = (where: string) => {
    for (const [name, definition] of subgraph.leaves) {
      if (needed.has(name) || !new RegExp(`\\b${name}\\b`).test(where)) continue;
      needed.add(name);
      need(definition);
    }
  };
  need(text);
  const whole = [text, ...[...needed].map((name) => subgraph.leaves.get(name) ?? '')].join('\n');
  return subgraph.first ? whole : fed2(whole);
}

function printType(subgraph: SubgraphDraft, name: string, { kind, directives, implements: implemented, fields }: TypeDraft): string {
  const keys = keysOf({ kind, directives, implements: implemented, fields }).join(' ');
  const lines = [...fields].map(([field, held]) => {
    const args = held.args.size > 0 ? `(${[...held.args].map(([arg, type]) => `${arg}: ${type}`).join(', ')})` : '';
    const external = held.external && !new RegExp(`\\b${field}\\b`).test(keys) && !directives.has('@external');
    const said = [...held.directives].filter((one) => !subgraph.first || one !== '@shareable');
    return `  ${field}${args}: ${held.type}${[...(external ? ['@external'] : []), ...said].map((one) => ` ${one}`).join('')}`;
  });
  const said = [...directives].map((one) => (subgraph.first ? one.replace(', resolvable: false', '') : one));
  return `${kind} ${name}${implemented.size > 0 ? ` implements ${[...implemented].join(' & ')}` : ''}${said.map((one) => ` ${one}`).join('')} {\n${lines.join('\n')}\n}`;
}
