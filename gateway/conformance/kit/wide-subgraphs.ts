import { seededRandom } from '@dra/service';
import { declare, draftSubgraph, hold, isResolvable, keysOf, printSubgraph } from './subgraph-draft.ts';
import type { SubgraphDraft, TypeDraft } from './subgraph-draft.ts';

type Field = { name: string; type: string; args: ReadonlyMap<string, string>; owners: Set<string>; needs?: boolean };
type Entity = { name: string; fields: Field[]; holders: SubgraphDraft[] };
type Abstract = { name: string; members: string[] };

const leafTypes = ['String', 'Int', 'Float', 'Boolean', 'ID', 'Mood', 'Tint', '[Tint!]', 'Json', '[String!]!', '[Int]', '[[Int!]]', 'Int!', 'String!'];
const wrappers = [(type: string) => type, (type: string) => type, (type: string) => `${type}!`, (type: string) => `[${type}]`, (type: string) => `[${type}!]!`, (type: string) => `[[${type}]!]`];
const argLists: [string, string][][] = [[], [], [], [], [['n', 'Int = 2']], [['n', 'Int'], ['mood', 'Mood']], [['by', 'By']], [['ids', '[ID!]'], ['pick', 'Pick = RED']]];

/**
 * Subgraphs that look further than `randomSubgraphs`, and mostly compose: who holds an entity shares a key with who holds it
 * too, so that each is reached from each, often only through a third. Keys are compound, nested, lists, of other entities;
 * requirements lead through lists, interfaces and unions, to requirements; interfaces, unions, enums and inputs differ from
 * subgraph to subgraph; things are hidden, overridden, provided, and given by interface objects that require in turn.
 */
export function wideSubgraphs(seed: number): { sources: Record<string, string>; labels: string[] } {
  const random = seededRandom(seed * 6_151 + 29);
  const chance = (probability: number) => random() < probability;
  const upTo = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => from[upTo(from.length)] as T;
  const some = <T>(from: readonly T[], probability: number): T[] => {
    const chosen = from.filter(() => chance(probability));
    return chosen.length > 0 || from.length === 0 ? chosen : [pick(from)];
  };
  const args = () => new Map(pick(argLists));
  const tints = () => some(['RED', 'BLUE', 'GREEN', 'GREY'], 0.7).concat('RED').filter((one, index, all) => all.indexOf(one) === index);

  const subgraphs = ['s0', 's1', 's2', 's3', 's4'].slice(0, 2 + upTo(4)).map((name) => draftSubgraph(name, new Map([
    ['Mood', 'enum Mood { GLAD SAD CALM }'],
    ['Tint', `enum Tint { ${tints().join(' ')} }`],
    ['Pick', `enum Pick { ${tints().join(' ')} }`],
    ['By', `input By { a: Int = 7 b: [String!] mood: Mood deep: By ${chance(0.2) ? `own${name}: Int ` : ''}}`],
    ['Json', 'scalar Json'],
  ])));
  const labels: string[] = [];
  const entities: Entity[] = ['E0', 'E1', 'E2', 'E3'].slice(0, 2 + upTo(3)).map((name) => ({ name, fields: [], holders: some(subgraphs, 0.6) }));
  const entityNamed = (name: string) => entities.find((one) => one.name === name);
  const values = ['V0', 'V1'];
  const valueFields = new Map(values.map((name) => [name, [['x', 'String!'], ['y', pick(leafTypes)], ['z', pick(['Int', 'String', '[String]'])], ...(name === 'V1' ? [['inner', pick(['V0', '[V0!]', 'V0!'])]] : []), ...(chance(0.2) ? [['root', 'Query']] : [])] as [string, string][]]));
  const interfaces: Abstract[] = ['I0', 'I1'].slice(0, upTo(3)).map((name) => ({ name, members: some(entities, 0.7).map((one) => one.name) }));
  const unions: Abstract[] = ['U0', 'U1'].slice(0, upTo(3)).map((name) => ({ name, members: some([...entities.map((one) => one.name), 'V0'], 0.6) }));
  /** Where an interface is an object, its types may not be known. */
  const closed = new Set<string>();

  function declareValue(subgraph: SubgraphDraft, name: string): TypeDraft {
    const declared = declare(subgraph, name);
    for (const [field, type] of valueFields.get(name) ?? []) {
      hold(declared, field, type, { directives: ['@shareable'] });
      const inner = /V\d/.exec(type)?.[0];
      if (inner) declareValue(subgraph, inner);
      if (type === 'Query') rootOf(subgraph, 'Query');
    }
    return declared;
  }
  function rootOf(subgraph: SubgraphDraft, name: string): TypeDraft {
    const root = declare(subgraph, name);
    if (root.fields.size === 0) hold(root, `own${name}${subgraph.name}`, 'Int');
    return root;
  }
  /** Declares the fields of a key; of another entity, its key too. */
  function declareKey(subgraph: SubgraphDraft, entity: string, key: string, resolvable = true): TypeDraft {
    const declared = declare(subgraph, entity);
    if (!keysOf(declared).includes(key)) declared.directives.add(`@key(fields: "${key}"${resolvable ? '' : ', resolvable: false'})`);
    if (/^id\b|\bid$/.test(key.replace(/\{[^}]*\}/g, ''))) hold(declared, 'id', 'ID!');
    if (/\bcode\b/.test(key)) hold(declared, 'code', 'String!');
    if (/\bcodes\b/.test(key)) hold(declared, 'codes', '[String!]!');
    if (/\bpart\b/.test(key)) {
      hold(declared, 'part', 'V0!');
      declareValue(subgraph, 'V0');
    }
    const owner = key.startsWith('owner') ? ownerOf(entity) : undefined;
    if (owner) {
      hold(declared, 'owner', `${owner}!`);
      pointTo(subgraph, owner, 'id');
      hold(declare(subgraph, owner), 'id', 'ID!');
    }
    return declared;
  }
  const ownerOf = (entity: string) => entities[(entities.findIndex(({ name }) => name === entity) + 1) % entities.length]?.name ?? entity;
  /** An entity that this subgraph only points to, by a key that somebody resolves. */
  function pointTo(subgraph: SubgraphDraft, target: string, wanted?: string) {
    const entity = entityNamed(target);
    if (!entity) return void (values.includes(target) && declareValue(subgraph, target));
    if (entity.holders.includes(subgraph) || (subgraph.types.get(target)?.directives.size ?? 0) > 0) return;
    const keys = entity.holders.flatMap((holder) => keysOf(declare(holder, target)));
    const plain = keys.filter((key) => !key.includes('owner'));
    declareKey(subgraph, target, wanted && keys.includes(wanted) ? wanted : pick(plain.length > 0 ? plain : keys), !chance(0.4));
  }

  // Who holds which entity, by which keys: each shares one with somebody before.
  for (const entity of [...entities].reverse()) {
    const pool = ['id', 'id', 'code', 'id code', 'part { x }', 'codes', 'id part { x }', ...(entities.length > 1 && entity !== entities[entities.length - 1] ? ['owner { id }'] : [])];
    const keys = [...new Set([...(chance(0.8) ? ['id'] : []), ...Array.from({ length: 1 + upTo(3) }, () => pick(pool))])];
    const used = new Set<string>();
    for (const holder of entity.holders) {
      const mine = new Set(some(keys, 0.45));
      if (used.size > 0 && ![...mine].some((key) => used.has(key))) mine.add(pick([...used]));
      for (const key of mine) {
        declareKey(holder, entity.name, key);
        used.add(key);
      }
    }
  }
  // The key of what is named in a key has to be one by which it is found.
  for (const entity of entities) for (const holder of entity.holders) if (declare(holder, entity.name).fields.has('owner')) {
    const owner = entityNamed(ownerOf(entity.name));
    for (const other of owner?.holders.slice(0, 1) ?? []) declareKey(other, ownerOf(entity.name), 'id');
  }

  // Interfaces: each subgraph knows some members.
  for (const { name, members } of interfaces) {
    const label = `name${name}`;
    const withLabel = chance(0.6);
    if (withLabel) for (const member of members) {
      const entity = entityNamed(member) as Entity;
      const owners = some(entity.holders, 0.6);
      const type = pick(['String', 'String!']);
      for (const owner of owners) hold(declare(owner, member), label, 'String', { directives: owners.length > 1 ? ['@shareable'] : [] });
      entity.fields.push({ name: label, type: type && 'String', args: new Map(), owners: new Set(owners.map((one) => one.name)) });
    }
    for (const subgraph of subgraphs) {
      const here = members.filter((member) => subgraph.types.get(member)?.fields.has('id') && chance(0.9));
      if (here.length === 0) continue;
      const declared = declare(subgraph, name, 'interface');
      hold(declared, 'id', 'ID!');
      if (withLabel && here.every((member) => subgraph.types.get(member)?.fields.has(label))) hold(declared, label, 'String');
      for (const member of here) {
        subgraph.types.get(member)?.implements.add(name);
        hold(declare(subgraph, member), 'id', 'ID!', { directives: ['@shareable'] });
      }
    }
  }
  for (const { name, members } of unions) for (const subgraph of subgraphs) {
    const here = members.filter((member) => subgraph.types.has(member) && chance(0.9));
    if (here.length > 0 && chance(0.8)) subgraph.unions.set(name, here);
  }

  const canPointTo = (subgraph: SubgraphDraft, target: string) => !closed.has(`${subgraph.name} ${target}`) && (entityNamed(target) !== undefined || values.includes(target) || subgraph.types.has(target) || subgraph.unions.has(target));
  const targets = [...entities.map(({ name }) => name), ...entities.map(({ name }) => name), ...values, ...interfaces.map(({ name }) => name), ...unions.map(({ name }) => name)];

  // Interface objects, where one subgraph knows every member by one key and others know none.
  const objects: { name: string; subgraph: SubgraphDraft }[] = [];
  for (const { name, members } of interfaces) {
    const knows = subgraphs.find((one) => one.types.has(name) && members.every((member) => one.types.get(member)?.implements.has(name) && keysOf(declare(one, member)).includes('id') && isResolvable(declare(one, member))));
    const others = subgraphs.filter((one) => !one.types.has(name) && members.every((member) => !one.types.has(member)));
    if (!knows || others.length === 0) continue;
    knows.types.get(name)?.directives.add('@key(fields: "id")');
    const extras: string[] = [];
    for (const [index, other] of others.entries()) {
      const declared = declare(other, name);
      declared.directives.add(chance(0.85) ? '@key(fields: "id")' : '@key(fields: "id", resolvable: false)').add('@interfaceObject');
      hold(declared, 'id', 'ID!');
      const extra = `extra${name}${index}`;
      hold(declared, extra, pick(leafTypes), { args: args() });
      if (chance(0.6)) hold(declared, `peer${name}${index}`, pick(wrappers)(name), { args: args() });
      if (chance(0.4)) hold(declared, `both${name}`, 'String', { directives: ['@shareable'] });
      const known = [...(declare(knows, name, 'interface').fields.has(`name${name}`) ? [`name${name}`] : []), ...extras];
      if (known.length > 0 && chance(0.6)) {
        const wanted = some(known, 0.6);
        for (const one of wanted) hold(declared, one, one.startsWith('name') ? 'String' : (objects.map((before) => declare(before.subgraph, name).fields.get(one)?.type).find((type) => type) ?? 'String'), { external: true, args: objects.map((before) => declare(before.subgraph, name).fields.get(one)?.args).find((given) => given) ?? new Map() });
        hold(declared, `marked${name}${index}`, 'String', { directives: [`@requires(fields: "${wanted.join(' ')}")`] });
      }
      extras.push(extra);
      objects.push({ name, subgraph: other });
      for (const member of members) closed.add(`${other.name} ${member}`);
    }
  }

  // What entities have besides.
  for (const entity of entities) for (let n = 0; n < 2 + upTo(4); n++) {
    const target = chance(0.5) ? pick(targets) : undefined;
    const possible = entity.holders.filter((holder) => !target || canPointTo(holder, target));
    if (possible.length === 0) continue;
    const owners = chance(0.7) ? [pick(possible)] : some(possible, 0.6);
    const field: Field = { name: `f${n}`, type: target ? pick(wrappers)(target) : pick(leafTypes), args: args(), owners: new Set(owners.map((one) => one.name)) };
    entity.fields.push(field);
    for (const owner of owners) {
      if (target) pointTo(owner, target);
      const own = owners.length > 1 && chance(0.1) ? new Map([...field.args, [`only${owner.name}`, 'Int']]) : field.args;
      hold(declare(owner, entity.name), field.name, field.type, { args: own, directives: owners.length > 1 ? ['@shareable'] : [] });
    }
    const heir = owners.length === 1 && chance(0.2) ? possible.find((one) => one !== owners[0]) : undefined;
    if (!heir || !owners[0]) continue;
    const label = chance(0.5) ? (chance(0.3) ? `percent(${upTo(100)})` : `label${labels.length}`) : undefined;
    if (label) labels.push(label);
    if (target) pointTo(heir, target);
    hold(declare(heir, entity.name), field.name, field.type, { args: field.args, directives: [`@override(from: "${owners[0].name}"${label ? `, label: "${label}"` : ''})`] });
    if (label) field.owners.add(heir.name);
    else field.owners = new Set([heir.name]);
  }

  /** Fields that this subgraph does not resolve, said in it as external. @returns the selection */
  function external(subgraph: SubgraphDraft, type: string, depth: number): string | undefined {
    const declared = subgraph.types.get(type);
    if (values.includes(type)) {
      if (!declared) {
        const fields = some((valueFields.get(type) ?? []).filter(([, leaf]) => !/V\d|Query/.test(leaf)), 0.5);
        const whole = chance(0.5);
        const made = declare(subgraph, type);
        if (whole) made.directives.add('@external');
        for (const [field, leaf] of fields) hold(made, field, leaf, { external: true });
        return fields.map(([field]) => field).join(' ');
      }
      const leaves = [...declared.fields].filter(([, held]) => !/[EVIU]\d|Query/.test(held.type)).map(([name]) => name);
      return leaves.length > 0 ? some(leaves, 0.5).join(' ') : undefined;
    }
    const abstract = subgraph.types.get(type)?.kind === 'interface' ? [...subgraph.types].filter(([, one]) => one.implements.has(type)).map(([name]) => name) : subgraph.unions.get(type);
    if (abstract) {
      const parts = some(abstract, 0.7).flatMap((member) => external(subgraph, member, depth + 1)?.replace(/^.*$/s, (inner) => `... on ${member} { ${inner} }`) ?? []);
      const common = subgraph.types.get(type)?.kind === 'interface' && chance(0.5) ? ['id'] : [];
      return [...common, ...parts].join(' ') || '__typename';
    }
    const entity = entityNamed(type);
    if (!entity || !declared) return undefined;
    const foreign = entity.fields.filter(({ name, owners }) => !owners.has(subgraph.name) && declared.fields.get(name)?.external !== false);
    const chosen = some(foreign, 0.3).slice(0, 2).flatMap((field) => {
      const target = /[EVIU]\d/.exec(field.type)?.[0];
      let inner = '';
      if (target) {
        if (depth > 1 || !canPointTo(subgraph, target)) return [];
        if (entityNamed(target)) pointTo(subgraph, target);
        const selected = external(subgraph, target, depth + 1);
        if (!selected) return [];
        inner = ` { ${selected} }`;
      }
      hold(declared, field.name, field.type, { args: field.args, external: true });
      const given = field.args.size === 0 || chance(0.4) ? '' : field.args.has('by') ? '(by: { a: 1, deep: { b: ["q"] } })' : field.args.has('n') ? `(n: ${upTo(3)})` : '(ids: ["i"])';
      return [`${field.name}${given}${inner}`];
    });
    const keys = keysOf(declared).filter((key) => !key.includes('{')).join(' ').split(' ').filter((one) => one !== '');
    if (keys.length > 0 && depth > 0 && (chosen.length === 0 || chance(0.15))) chosen.push(pick(keys));
    return chosen.length > 0 ? [...new Set(chosen)].join(' ') : undefined;
  }

  // Requirements: of what is there, then of each other.
  for (let round = 0; round < 3; round++) for (const entity of entities) for (const holder of entity.holders) {
    const declared = declare(holder, entity.name);
    if (!chance(0.3) || !isResolvable(declared)) continue;
    const wanted = external(holder, entity.name, 0);
    if (!wanted || keysOf(declared).includes(wanted)) continue;
    const name = `need${round}${holder.name}`;
    const target = chance(0.3) ? pick(targets) : undefined;
    if (target && canPointTo(holder, target)) pointTo(holder, target);
    const type = target && canPointTo(holder, target) ? pick(wrappers)(target) : 'String';
    const taken = chance(0.25) ? args() : new Map<string, string>();
    hold(declared, name, type, { args: taken, directives: [`@requires(fields: ${JSON.stringify(wanted)})`] });
    entity.fields.push({ name, type, args: taken, owners: new Set([holder.name]), needs: true });
  }

  // Provided: what another subgraph has as well, of things, of lists, by type.
  for (const subgraph of subgraphs) for (const declared of [...subgraph.types.values()]) for (const held of [...declared.fields.values()]) {
    const target = /[EIU]\d/.exec(held.type)?.[0];
    if (!target || held.external || declared.kind === 'interface' || declared.directives.has('@interfaceObject') || [...held.directives].some((one) => one.startsWith('@requires')) || !chance(0.25)) continue;
    const members = entityNamed(target) ? [target] : subgraph.types.get(target)?.kind === 'interface' ? [...subgraph.types].filter(([, one]) => one.implements.has(target)).map(([name]) => name) : (subgraph.unions.get(target) ?? []);
    const parts = members.flatMap((member) => {
      const selection = provided(subgraph, member, 0);
      return selection ? [members[0] === target ? selection : `... on ${member} { ${selection} }`] : [];
    });
    if (parts.length > 0) held.directives.add(`@provides(fields: "${parts.join(' ')}")`);
  }
  function provided(subgraph: SubgraphDraft, member: string, depth: number): string | undefined {
    const entity = entityNamed(member);
    const declared = subgraph.types.get(member);
    if (!entity || !declared) return undefined;
    const fields = entity.fields.filter(({ name, owners, args: given, needs }) => {
      const here = declared.fields.get(name);
      return !needs && given.size === 0 && !owners.has(subgraph.name) && here?.external !== false && owners.size > 0 && ![...owners].some((owner) => [...(subgraphs.find((one) => one.name === owner)?.types.get(member)?.fields.get(name)?.directives ?? [])].some((one) => one.startsWith('@override')));
    });
    const field = fields.length > 0 ? pick(fields) : undefined;
    if (!field) return undefined;
    const target = /[EVIU]\d/.exec(field.type)?.[0];
    let inner = '';
    if (target) {
      if (depth > 0 || !entityNamed(target) || !canPointTo(subgraph, target)) return undefined;
      pointTo(subgraph, target);
      const selection = provided(subgraph, target, depth + 1) ?? keysOf(declare(subgraph, target)).find((key) => !key.includes('{'));
      if (!selection) return undefined;
      inner = ` { ${selection} }`;
    }
    for (const owner of field.owners) subgraphs.find((one) => one.name === owner)?.types.get(member)?.fields.get(field.name)?.directives.add('@shareable');
    hold(declared, field.name, field.type, { external: true });
    return `${field.name}${inner}`;
  }

  // Doors.
  const shared = chance(0.4) ? pick(entities) : undefined;
  for (const [index, subgraph] of subgraphs.entries()) {
    const query = declare(subgraph, 'Query');
    const open = targets.filter((one) => canPointTo(subgraph, one));
    for (let n = 0; n < 1 + upTo(2) && open.length > 0; n++) {
      const target = pick(open);
      pointTo(subgraph, target);
      hold(query, `q${index}${n}`, pick(wrappers)(target), { args: args() });
    }
    if (query.fields.size === 0) hold(query, `n${index}`, 'Int');
    if (shared && canPointTo(subgraph, shared.name) && chance(0.6)) {
      pointTo(subgraph, shared.name);
      hold(query, 'shared', shared.name, { args: new Map(), directives: ['@shareable'] });
    }
    for (const object of objects) if (object.subgraph === subgraph && chance(0.7)) hold(query, `object${object.name}${index}`, pick(wrappers)(object.name));
    for (let n = 0; n < 2 && open.length > 0; n++) if (chance(0.3)) {
      const target = pick(open);
      pointTo(subgraph, target);
      hold(declare(subgraph, 'Mutation'), `m${index}${n}`, pick(wrappers)(target), { args: args() });
    }
  }

  // Hidden from clients.
  for (const subgraph of subgraphs) for (const [name, declared] of subgraph.types) {
    if (declared.kind === 'interface' || /^(Query|Mutation)$/.test(name)) continue;
    for (const [field, held] of declared.fields) if (!held.external && chance(0.03) && !interfaces.some((one) => declared.implements.has(one.name) && (field === 'id' || field.startsWith('name')))) held.directives.add('@inaccessible');
  }
  return { sources: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, printSubgraph(subgraph)])), labels };
}
