import { seededRandom } from '@dra/service';
import { fed2 } from './conform.ts';

/** How one subgraph has a field. */
type Held = { type: string; args: string; directives: string[]; external: boolean };
type Declared = { kind: 'type' | 'interface'; directives: string[]; implements: string[]; fields: Map<string, Held> };
type Subgraph = { name: string; types: Map<string, Declared>; unions: Map<string, string[]> };

type Field = { name: string; type: string; args: string; owners: Set<string> };
type Entity = { name: string; fields: Field[]; holders: string[] };

const leaves = ['String', 'Int', 'Float', 'Boolean', 'Mood', 'Json', '[String!]!', '[Int]', 'Int!', 'String!'];
const wrappers = [(type: string) => type, (type: string) => `${type}!`, (type: string) => `[${type}]`, (type: string) => `[${type}!]!`, (type: string) => `[[${type}]!]`];
const args = ['', '', '', '(n: Int = 2)', '(n: Int, mood: Mood)', '(by: By)'];

/**
 * Subgraphs of any shape that federation knows: entities with several keys in some subgraphs each, values and interfaces that
 * subgraphs know in part, requirements (of nested fields, of fields with arguments, in chains and circles), provided fields,
 * overrides, interface objects. Not every graph of this kind composes: whoever asks tries the next seed.
 */
export function randomSubgraphs(seed: number): { sources: Record<string, string>; labels: string[] } {
  const random = seededRandom(seed * 7_919 + 13);
  const chance = (probability: number) => random() < probability;
  const upTo = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => from[upTo(from.length)] as T;
  const some = <T>(from: readonly T[], probability: number): T[] => {
    const chosen = from.filter(() => chance(probability));
    return chosen.length > 0 || from.length === 0 ? chosen : [pick(from)];
  };

  const subgraphs: Subgraph[] = ['s0', 's1', 's2', 's3'].slice(0, 2 + upTo(3)).map((name) => ({ name, types: new Map(), unions: new Map() }));
  const names = subgraphs.map(({ name }) => name);
  const subgraphOf = (name: string) => subgraphs.find((one) => one.name === name) as Subgraph;
  const labels: string[] = [];
  const values = ['V0', 'V1'].slice(0, 1 + upTo(2));
  const entities: Entity[] = ['E0', 'E1', 'E2', 'E3'].slice(0, 2 + upTo(3)).map((name) => ({ name, fields: [], holders: some(names, 0.6) }));
  const interfaces = ['I0', 'I1'].slice(0, upTo(3)).map((name) => ({ name, members: some(entities, 0.7).map((one) => one.name), withName: chance(0.5) }));
  const unions = ['U0'].slice(0, upTo(2)).map((name) => ({ name, members: some(entities, 0.7).map((one) => one.name) }));
  const scalarFields = new Map(values.map((name) => [name, ['x', 'y', 'z'].map((field) => ({ field, type: pick(['String', 'Int', 'Int!', 'String']) }))]));

  const declare = (subgraph: Subgraph, name: string, kind: Declared['kind'] = 'type'): Declared => {
    let declared = subgraph.types.get(name);
    if (!declared) subgraph.types.set(name, (declared = { kind, directives: [], implements: [], fields: new Map() }));
    return declared;
  };
  const hold = (declared: Declared, name: string, type: string, given: Partial<Held> = {}) => {
    const known = declared.fields.get(name);
    if (known && !known.external) return known;
    const held: Held = { type, args: given.args ?? '', directives: given.directives ?? [], external: given.external ?? false };
    if (!known || !held.external) declared.fields.set(name, held);
    return declared.fields.get(name) as Held;
  };
  /** An entity that this subgraph only points to. */
  const stub = (subgraph: Subgraph, name: string) => {
    const declared = declare(subgraph, name);
    if (declared.fields.size > 0) return;
    declared.directives.push(chance(0.5) ? '@key(fields: "id", resolvable: false)' : '@key(fields: "id")');
    hold(declared, 'id', 'ID!');
  };
  const declareValue = (subgraph: Subgraph, name: string) => {
    if (subgraph.types.get(name)?.fields.size) return;
    const declared = declare(subgraph, name);
    for (const { field, type } of some(scalarFields.get(name) ?? [], 0.7)) hold(declared, field, type, { directives: ['@shareable'] });
    const target = pick(entities).name;
    if (chance(0.25) && canPointTo(subgraph, target)) {
      stub(subgraph, target);
      hold(declared, `to${target}`, target, { directives: ['@shareable'] });
    }
  };

  // Who holds which entity, by which keys.
  for (const entity of entities) {
    const nested = pick(values);
    const keys = ['id', ...(chance(0.4) ? ['code'] : []), ...(chance(0.25) ? ['id code'] : []), ...(chance(0.3) ? [`part { ${scalarFields.get(nested)?.[0]?.field} }`] : []), ...(chance(0.15) ? ['codes'] : [])];
    for (const holder of entity.holders) {
      const subgraph = subgraphOf(holder);
      const declared = declare(subgraph, entity.name);
      for (const key of chance(0.8) ? ['id', ...keys.slice(1).filter(() => chance(0.5))] : some(keys, 0.55)) {
        declared.directives.push(`@key(fields: "${key}"${chance(0.08) ? ', resolvable: false' : ''})`);
        if (key.includes('id')) hold(declared, 'id', 'ID!');
        if (/\bcode\b/.test(key)) hold(declared, 'code', 'String!');
        if (key.includes('codes')) hold(declared, 'codes', '[String!]!');
        if (key.startsWith('part')) {
          hold(declared, 'part', `${nested}!`);
          const first = scalarFields.get(nested)?.[0];
          if (first) {
            first.type = first.type.replace(/!?$/, '!');
            hold(declare(subgraph, nested), first.field, first.type, { directives: ['@shareable'] });
          }
        }
      }
      if (interfaces.some(({ members }) => members.includes(entity.name))) {
        const shared = hold(declared, 'id', 'ID!');
        if (!shared.directives.includes('@shareable')) shared.directives.push('@shareable');
      }
    }
  }
  // `first.type` may have become non-null above: the same everywhere.
  for (const subgraph of subgraphs) for (const name of values) for (const { field, type } of scalarFields.get(name) ?? []) {
    const held = subgraph.types.get(name)?.fields.get(field);
    if (held) held.type = type;
  }

  // Interfaces: whose subgraphs know some member.
  for (const { name, members, withName } of interfaces) {
    if (withName) for (const member of members) {
      const entity = entities.find((one) => one.name === member) as Entity;
      const owners = some(entity.holders, 0.6);
      for (const owner of owners) hold(declare(subgraphOf(owner), member), `name${name}`, 'String', owners.length > 1 ? { directives: ['@shareable'] } : {});
      entity.fields.push({ name: `name${name}`, type: 'String', args: '', owners: new Set(owners) });
    }
    for (const subgraph of subgraphs) {
      const here = members.filter((member) => subgraph.types.get(member)?.fields.has('id'));
      if (here.length === 0) continue;
      const declared = declare(subgraph, name, 'interface');
      hold(declared, 'id', 'ID!');
      if (withName && here.every((member) => subgraph.types.get(member)?.fields.has(`name${name}`))) hold(declared, `name${name}`, 'String');
      for (const member of here) subgraph.types.get(member)?.implements.push(name);
    }
  }
  for (const { name, members } of unions) {
    for (const subgraph of subgraphs) {
      const here = members.filter((member) => subgraph.types.has(member));
      if (here.length > 0 && chance(0.8)) subgraph.unions.set(name, here);
    }
  }
  // Interface objects, where one subgraph knows every member by id and another knows none.
  const objects: { interfaceName: string; subgraph: string }[] = [];
  /** Where an interface is an object, its types may not be known. */
  const closed = new Set<string>();
  for (const { name, members, withName } of interfaces) {
    const knows = subgraphs.find((subgraph) => subgraph.types.get(name) && members.every((member) => subgraph.types.get(member)?.directives.includes('@key(fields: "id")')));
    const others = subgraphs.filter((subgraph) => !subgraph.types.has(name) && members.every((member) => !subgraph.types.has(member)));
    if (!knows || others.length === 0 || !chance(0.8)) continue;
    knows.types.get(name)?.directives.push('@key(fields: "id")');
    for (const [index, other] of others.entries()) {
      const declared = declare(other, name);
      declared.directives.push(chance(0.85) ? '@key(fields: "id")' : '@key(fields: "id", resolvable: false)', '@interfaceObject');
      hold(declared, 'id', 'ID!');
      hold(declared, `extra${name}${index}`, pick(['String', 'Int', '[String!]']), { args: pick(args) });
      if (chance(0.5)) hold(declared, `peer${name}${index}`, pick(wrappers)(name));
      if (withName && chance(0.5)) {
        hold(declared, `name${name}`, 'String', { external: true });
        hold(declared, `marked${name}${index}`, 'String', { directives: [`@requires(fields: "name${name}")`] });
      }
      objects.push({ interfaceName: name, subgraph: other.name });
      for (const member of members) closed.add(`${other.name} ${member}`);
    }
  }

  const canPointTo = (subgraph: Subgraph, target: string) => (entities.some(({ name }) => name === target) && !closed.has(`${subgraph.name} ${target}`)) || values.includes(target) || subgraph.types.has(target) || subgraph.unions.has(target);
  const pointTo = (subgraph: Subgraph, target: string) => {
    if (values.includes(target)) declareValue(subgraph, target);
    else if (entities.some(({ name }) => name === target)) stub(subgraph, target);
  };
  const targets = [...entities.map(({ name }) => name), ...values, ...interfaces.map(({ name }) => name), ...unions.map(({ name }) => name)];

  // What entities have besides.
  for (const entity of entities) {
    for (let n = 0; n < 2 + upTo(5); n++) {
      const target = chance(0.45) ? pick(targets) : undefined;
      const possible = target ? entity.holders.filter((holder) => canPointTo(subgraphOf(holder), target)) : entity.holders;
      if (possible.length === 0) continue;
      const field: Field = { name: `f${n}`, type: target ? pick(wrappers)(target) : pick(leaves), args: pick(args), owners: new Set(chance(0.7) ? [pick(possible)] : some(possible, 0.6)) };
      entity.fields.push(field);
      for (const owner of field.owners) {
        const subgraph = subgraphOf(owner);
        if (target) pointTo(subgraph, target);
        hold(declare(subgraph, entity.name), field.name, field.type, { args: field.args, directives: field.owners.size > 1 ? ['@shareable'] : [] });
      }
      const [owner] = field.owners;
      const heir = entity.holders.find((holder) => !field.owners.has(holder) && (!target || canPointTo(subgraphOf(holder), target)));
      if (field.owners.size === 1 && owner && heir && chance(0.15)) {
        const label = chance(0.4) ? `label${labels.length}` : undefined;
        if (label) labels.push(label);
        if (target) pointTo(subgraphOf(heir), target);
        hold(declare(subgraphOf(heir), entity.name), field.name, field.type, { args: field.args, directives: [`@override(from: "${owner}"${label ? `, label: "${label}"` : ''})`] });
        if (!label) field.owners = new Set([heir]);
        else field.owners.add(heir);
      }
    }
  }

  /** Fields of a type that this subgraph does not resolve, said in it as external. @returns the selection, or undefined where there is none */
  const external = (subgraph: Subgraph, type: string, depth: number): string | undefined => {
    const entity = entities.find(({ name }) => name === type);
    if (!entity) {
      if (!values.includes(type)) return undefined;
      const held = subgraph.types.get(type);
      const known = held && [...held.fields].filter(([, one]) => !/^(E|I|U)/.test(one.type));
      if (known && known.length > 0) return some(known.map(([name]) => name), 0.5).join(' ');
      const { field, type: leaf } = pick(scalarFields.get(type) ?? []);
      hold(declare(subgraph, type), field, leaf, { external: true });
      return field;
    }
    const foreign = entity.fields.filter(({ name, owners }) => !owners.has(subgraph.name) && !(subgraph.types.get(type)?.fields.get(name) && !subgraph.types.get(type)?.fields.get(name)?.external));
    const chosen = some(foreign, 0.3).slice(0, 2);
    const selections = chosen.flatMap((field) => {
      const target = /[EVIU]\d/.exec(field.type)?.[0];
      let inner = '';
      if (target) {
        if (depth > 1) return [];
        if (interfaces.some(({ name }) => name === target)) {
          if (subgraph.types.get(target)?.kind !== 'interface') return [];
          const members = [...subgraph.types].filter(([, one]) => one.implements.includes(target)).map(([name]) => name);
          inner = ` { ${chance(0.5) ? 'id' : members.map((member) => `... on ${member} { ${external(subgraph, member, depth + 1) ?? 'id'} }`).join(' ')} }`;
        } else if (unions.some(({ name }) => name === target)) {
          const members = subgraph.unions.get(target);
          if (!members) return [];
          inner = ` { ${members.filter((member) => subgraph.types.get(member)?.fields.has('id')).map((member) => `... on ${member} { id }`).join(' ') || '__typename'} }`;
        } else {
          if (!canPointTo(subgraph, target)) return [];
          if (!values.includes(target)) stub(subgraph, target);
          const selected = external(subgraph, target, depth + 1) ?? (subgraph.types.get(target)?.fields.has('id') ? 'id' : undefined);
          if (!selected) return [];
          inner = ` { ${selected} }`;
        }
      }
      hold(declare(subgraph, type), field.name, field.type, { args: field.args, external: true });
      const given = field.args === '' || chance(0.4) ? '' : field.args.includes('by:') ? '(by: { a: 1 })' : `(n: ${upTo(3)})`;
      return [`${field.name}${given}${inner}`];
    });
    return selections.length > 0 ? selections.join(' ') : undefined;
  };

  // Requirements: of what is there, then of each other.
  for (let round = 0; round < 2; round++) {
    for (const entity of entities) for (const holder of entity.holders) {
      if (!chance(0.45)) continue;
      const subgraph = subgraphOf(holder);
      // Nobody could bring what is required there.
      if (subgraph.types.get(entity.name)?.directives.every((one) => one.includes('resolvable: false'))) continue;
      const wanted = external(subgraph, entity.name, 0);
      if (!wanted) continue;
      const name = `need${round}${holder}`;
      const taken = pick(['', '', '(n: Int)']);
      hold(declare(subgraph, entity.name), name, 'String', { args: taken, directives: [`@requires(fields: ${JSON.stringify(wanted)})`] });
      entity.fields.push({ name, type: 'String', args: taken, owners: new Set([holder]) });
    }
  }
  // Provided: what another subgraph has as well.
  for (const subgraph of subgraphs) for (const declared of [...subgraph.types.values()]) for (const held of declared.fields.values()) {
    const target = entities.find(({ name }) => new RegExp(`^[[\\]!]*${name}[[\\]!]*$`).test(held.type));
    if (!target || held.external || declared.kind === 'interface' || !chance(0.25)) continue;
    const field = target.fields.find(({ name, type, args: given, owners }) => /^[A-Z]\w\w+!?$/.test(type) && given === '' && !owners.has(subgraph.name) && !name.startsWith('need') && ![...owners].some((owner) => subgraphOf(owner).types.get(target.name)?.fields.get(name)?.directives.some((one) => one.startsWith('@override'))));
    if (!field || subgraph.types.get(target.name)?.fields.get(field.name)?.external === false) continue;
    for (const owner of field.owners) {
      const own = subgraphOf(owner).types.get(target.name)?.fields.get(field.name);
      if (own && !own.directives.includes('@shareable')) own.directives.push('@shareable');
    }
    hold(declare(subgraph, target.name), field.name, field.type, { external: true });
    held.directives.push(`@provides(fields: "${field.name}")`);
  }

  // Doors.
  const shared = chance(0.4) ? pick(entities) : undefined;
  for (const [index, subgraph] of subgraphs.entries()) {
    const query = declare(subgraph, 'Query');
    for (let n = 0; n < 1 + upTo(2); n++) {
      const target = pick(targets.filter((one) => canPointTo(subgraph, one)));
      pointTo(subgraph, target);
      hold(query, `q${index}${n}`, pick(wrappers)(target), { args: pick(args) });
    }
    if (shared && canPointTo(subgraph, shared.name) && (shared.holders.includes(subgraph.name) || chance(0.4))) {
      stub(subgraph, shared.name);
      hold(query, 'shared', shared.name, { directives: ['@shareable'] });
    }
    for (const object of objects) if (object.subgraph === subgraph.name && chance(0.7)) hold(query, `object${object.interfaceName}${index}`, pick(wrappers)(object.interfaceName));
    if (chance(0.3)) {
      const target = pick(targets.filter((one) => canPointTo(subgraph, one)));
      pointTo(subgraph, target);
      hold(declare(subgraph, 'Mutation'), `m${index}`, pick(wrappers)(target), { args: pick(args) });
    }
  }
  return { sources: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, print(subgraph)])), labels };
}

function print(subgraph: Subgraph): string {
  const types = [...subgraph.types].map(([name, { kind, directives, implements: implemented, fields }]) => {
    const lines = [...fields].map(([field, held]) => `  ${field}${held.args}: ${held.type}${held.external && !directives.some((one) => new RegExp(`^@key\\(fields: "[^"]*\\b${field}\\b`).test(one)) ? ' @external' : ''}${held.directives.map((one) => ` ${one}`).join('')}`);
    return `${kind} ${name}${implemented.length > 0 ? ` implements ${implemented.join(' & ')}` : ''}${directives.map((one) => ` ${one}`).join('')} {\n${lines.join('\n')}\n}`;
  });
  const unions = [...subgraph.unions].map(([name, members]) => `union ${name} = ${members.join(' | ')}`);
  const text = [...types, ...unions].join('\n');
  const needed = [...(/\bMood\b/.test(text) ? ['enum Mood { GLAD SAD CALM }'] : []), ...(/\bJson\b/.test(text) ? ['scalar Json'] : []), ...(/\bBy\b/.test(text) ? ['input By { a: Int = 7 b: [String!] mood: Mood } '] : [])];
  if (/\bBy\b/.test(text) && !/\bMood\b/.test(text)) needed.unshift('enum Mood { GLAD SAD CALM }');
  return fed2([text, ...needed].join('\n'));
}
