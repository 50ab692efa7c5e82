import fc from 'fast-check';
import type { Outcome, Program, RunContext } from '../contract.ts';
import { bookshop } from '../testing/bookshop.ts';
import { noFaults, randomFaults, randomGraph } from '../testing/random-graph.ts';
import type { Draw } from '../testing/random-graph.ts';
import { randomOperation } from '../testing/random-operation.ts';

const drawing = (g: fc.GeneratorValue): Draw => (n) => g(fc.nat, { max: n - 1 });
const seed = Number(process.env['DRA_SEED'] ?? 20_261_124);

/** Remembers nothing; a run that has one goes the exact way. */
const exactly: Partial<RunContext> = { entities: { read: (_key, _type, representations) => representations.map(() => undefined), write: () => undefined } };

const told = ({ data, errors }: Outcome) => ({ data: JSON.parse(data) as unknown, errors: errors.map((error) => JSON.stringify(error)).sort() });

async function answer(program: Program, variables: Record<string, unknown>, send: RunContext['send'], more: Partial<RunContext> = {}) {
  const coerced = program.coerce(variables);
  if ('errors' in coerced) throw new Error('variables that are none');
  return told(await program.run({ variables: coerced.values, send, signal: null, ...more }));
}

describe(`the quick way answers as the exact one (DRA_SEED=${seed})`, () => {
  it.each(fc.sample(fc.gen(), { seed, numRuns: 4 }).map((g, index) => [index, g] as const))('graph %i, whatever its subgraphs say', async (index, g) => {
    const random = randomGraph(drawing(g));
    let quick = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g2) => {
        const draw = drawing(g2);
        const { query, variables } = randomOperation(random, draw);
        random.faults.now = draw(3) === 0 ? randomFaults(random.model, draw) : noFaults;
        let left = 0;
        const program = random.graph.compile(query, undefined, { leftQuickWay: () => (left += 1) });
        const answered = await answer(program, variables, random.graph.send);
        if (left === 0) quick += 1;
        expect(answered).toEqual(await answer(program, variables, random.graph.send, exactly));
      }),
      { seed: seed + index, numRuns: 25, endOnFailure: true },
    );
    expect(quick).toBeGreaterThan(0);
  });

  const shop = bookshop();
  const queries = [
    '{ books(first: 3) { __typename isbn title pages tags kind meta format { ... on Paper { grams } ... on File { bytes } } author { id name pen } inStock price postage } }',
    '{ authors { name books { title inStock author { country books { isbn } } } } search { ... on Book { title kind tags } ... on Author { name } } }',
  ];

  it.each(queries)('whatever bytes a reply has: %s', async (query) => {
    let left = 0;
    const program = shop.compile(query, undefined, { leftQuickWay: () => (left += 1) });
    const replies = new Map<string, Buffer>();
    const whole: RunContext['send'] = async (service, body, kind) => {
      const reply = await shop.send(service, body, kind);
      replies.set(service + body, Buffer.from(reply.text));
      return reply;
    };
    const right = await answer(program, {}, whole);
    expect([left, right.errors]).toEqual([0, []]);

    const known: RunContext['send'] = async (service, body, kind) => {
      const bytes = replies.get(service + body) ?? Buffer.from((await shop.send(service, body, kind)).text);
      return { status: 200, headers: {}, bytes, text: bytes.toString('utf8') };
    };
    let heard = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(fc.tuple(fc.nat(), replacement, fc.nat({ max: 4 })), { minLength: 1, maxLength: 3 }), async (which, changes) => {
        const [victim] = [...replies.keys()].slice(which % replies.size);
        const changed = mangled(replies.get(victim ?? '') ?? Buffer.alloc(0), changes);
        const send: RunContext['send'] = async (service, body, kind) => {
          if (service + body !== victim) return known(service, body, kind);
          return { status: 200, headers: {}, bytes: changed, text: changed.toString('utf8') };
        };
        // What was left before is tried again after a run that went well.
        left = 0;
        await answer(program, {}, known);
        expect(left).toBe(0);
        expect(await answer(program, {}, send)).toEqual(await answer(program, {}, send, exactly));
        heard += left;
      }),
      { seed, numRuns: 400 },
    );
    expect(heard).toBeGreaterThan(0);
  });
});

/** Bytes that matter to JSON, to UTF-8, and to names that every object has. */
const replacement = fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '\t', '\0', '0', '-', '1e5', '.5', '1e999', 'null', 'true', '\\u0041', '\\ud800', '\\x', '"a":1,', '"__proto__":{"x":1},', '"title":"again",', '"errors":[],', '"errors":[{"message":"m"}],', 'é', '\u2028', '\u0001', '\uFEFF').map((text) => Buffer.from(text)).map((bytes) => (bytes.length === 2 && bytes[0] === 0xc3 ? bytes.subarray(0, 1) : bytes));

function mangled(reply: Buffer, changes: readonly (readonly [number, Buffer, number])[]): Buffer {
  let bytes = reply;
  for (const [at, text, dropped] of changes) {
    const from = at % (bytes.length + 1);
    bytes = Buffer.concat([bytes.subarray(0, from), text, bytes.subarray(from + dropped)]);
  }
  return bytes;
}
