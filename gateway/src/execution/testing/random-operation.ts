import { baseOf } from './random-graph.ts';
import type { Draw, Field, RandomGraph } from './random-graph.ts';

/**
 * A valid operation over a random graph: aliases, arguments, fragments of all kinds, @skip and @include by literal and variable.
 * @param defers whether some of its fragments are deferred
 */
export function randomOperation({ model }: RandomGraph, draw: Draw, defers = false): { query: string; variables: Record<string, unknown> } {
  const fragments: string[] = [];
  const used = new Set<string>();
  const variables: Record<string, unknown> = { yes: true, no: false, n: draw(3), s: ['a', 'b', null][draw(3)] };

  const directive = () => {
    if (draw(defers ? 40 : 6) > 0) return '';
    const value = ['true', 'false', '$yes', '$no'][draw(4)] ?? 'true';
    if (value.startsWith('$')) used.add(value.slice(1));
    return ` @${draw(2) === 0 ? 'skip' : 'include'}(if: ${value})`;
  };

  const fieldText = (field: Field, depth: number): string => {
    const base = baseOf(field.type);
    const composite = isComposite(base);
    if (composite && depth === 0) return '';
    const alternative = field.arg ? draw(4) : draw(3);
    let args = '';
    let alias = alternative === 1 ? `x_${field.name}: ` : '';
    if (field.arg && alternative > 1) {
      alias = `a${alternative}_${field.name}: `;
      args = alternative === 2 ? '(n: $n, s: $s)' : '(n: 2)';
      if (alternative === 2) for (const name of ['n', 's']) used.add(name);
    }
    return `${alias}${field.name}${args}${directive()}${composite ? ` ${selection(base, depth - 1)}` : ''} `;
  };

  const isComposite = (name: string) => model.entities.has(name) || model.values.has(name) || model.unions.some((union) => union.name === name);

  const selection = (type: string, depth: number): string => {
    const union = model.unions.find(({ name }) => name === type);
    const fields = model.entities.get(type) ?? model.values.get(type) ?? [];
    let text = draw(3) === 0 ? '__typename ' : draw(8) === 0 ? 't: __typename ' : '';
    if (!model.values.has(type) && (!union || union.isInterface) && draw(2) === 0) text += 'id ';
    const within = (name: string) => {
      const inner = selection(name, depth);
      if (defers && draw(2) === 0) return `... on ${name} @defer${draw(3) === 0 ? '(if: $yes)' : ''} ${inner} `;
      if (draw(3) > 0) return `... on ${name}${directive()} ${inner} `;
      const fragment = `F${fragments.length}`;
      fragments.push(`fragment ${fragment} on ${name} ${inner}`);
      return `...${fragment}${directive()} `;
    };
    if (union) for (const member of union.members) text += draw(3) > 0 ? within(member) : '';
    for (const field of fields) if (draw(2) > 0) text += fieldText(field, depth);
    if (!union && depth > 0 && draw(defers ? 2 : 8) === 0) text += within(type);
    return `{ ${text === '' ? '__typename' : text} }`;
  };

  const depth = 1 + draw(3);
  const roots = model.roots.filter(() => draw(2) === 0);
  const rootText = (field: Field) => (defers && draw(4) === 0 ? `... @defer { ${fieldText(field, depth) || '__typename'} } ` : fieldText(field, depth));
  const body = (roots.length > 0 ? roots : model.roots).map(rootText).join('') || '__typename';
  if (body.includes('@defer(if: $yes)') || fragments.some((text) => text.includes('@defer(if: $yes)'))) used.add('yes');
  const types: Record<string, string> = { yes: 'Boolean!', no: 'Boolean = false', n: 'Int', s: 'String' };
  // A variable with a default may stand where Boolean! is wanted.
  const definitions = [...used].map((name) => `$${name}: ${types[name] ?? 'Int'}`).join(', ');
  if (draw(2) === 0) delete variables['no'];
  if (draw(4) === 0) delete variables['n'];
  return { query: `query Q${definitions ? `(${definitions})` : ''} { ${body} }\n${fragments.join('\n')}`, variables };
}
