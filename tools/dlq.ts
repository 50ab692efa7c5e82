/**
 * `npm run -s dlq -- list [--durable NAME] [--json]`: messages that nobody could handle, with the reason.
 * `npm run -s dlq -- replay SEQUENCE… | --all [--durable NAME] [--json]`: sends them again and takes them out.
 * `npm run -s dlq -- drop SEQUENCE… [--json]`: takes them out without sending.
 * NATS_URL says which broker; without it, that of `npm start` in this folder.
 * Exit 0 done, 1 the broker cannot be reached or a dead letter is not there, 2 not asked as above.
 */
import { parseArgs } from 'node:util';
import { connectNats, dropDeadLetter, ensureStreams, listDeadLetters, replayDeadLetter } from '@dra/messaging';
import type { ListedDeadLetter, Nats } from '@dra/messaging';
import { createLogger } from '@dra/service';
import { askControl } from './dev/run/control.ts';
import { dataDirOf } from './dev/run/options.ts';
import { sentenceOf } from './dev/servers/failure.ts';

const usage = 'npm run -s dlq -- list [--durable NAME] [--json] | replay SEQUENCE…|--all [--durable NAME] [--json] | drop SEQUENCE… [--json]';

type Asked = { verb: 'list' | 'replay' | 'drop'; sequences: number[]; all: boolean; durable: string | undefined; json: boolean };

function asked(args: string[]): Asked | null {
  const options = { all: { type: 'boolean', default: false }, durable: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [verb, ...numbers] = positionals;
    const sequences = numbers.map(Number);
    if (verb !== 'list' && verb !== 'replay' && verb !== 'drop') return null;
    if (!sequences.every((one) => Number.isSafeInteger(one) && one > 0)) return null;
    if (verb === 'list' ? sequences.length > 0 || values.all : sequences.length > 0 === values.all) return null;
    if (verb === 'drop' && values.all) return null;
    return { verb, sequences, all: values.all, durable: values.durable, json: values.json };
  } catch {
    // An option that there is not: the caller gets the usage.
    return null;
  }
}

async function brokerUrl(): Promise<string> {
  const given = process.env['NATS_URL'];
  if (given) return given;
  const processes = await askControl(dataDirOf(process.env), { op: 'list' });
  const port = processes.find(({ name }) => name === 'nats')?.ports['server'];
  if (!port) throw new Error('npm start of this folder runs no NATS: set NATS_URL');
  return `nats://127.0.0.1:${port}`;
}

async function answer(nats: Nats, { verb, all, durable, sequences }: Asked): Promise<ListedDeadLetter[]> {
  const filter = durable ? { durable } : {};
  if (verb === 'list') return listDeadLetters(nats, filter);
  const wanted = all ? (await listDeadLetters(nats, filter)).map(({ sequence }) => sequence) : sequences;
  const done: ListedDeadLetter[] = [];
  // One after the other: a fault in the middle leaves the rest as they are.
  for (const sequence of wanted) done.push(await (verb === 'replay' ? replayDeadLetter : dropDeadLetter)(nats, sequence));
  return done;
}

function print({ verb, json }: Asked, letters: readonly ListedDeadLetter[]): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(letters, null, 2)}\n`);
    return;
  }
  for (const { sequence, failedAt, durable, subject, code, message } of letters) process.stdout.write(`${String(sequence).padEnd(8)}${failedAt}  ${durable}  ${subject}  ${code}${message ? `: ${message}` : ''}\n`);
  const what = { list: 'dead letters', replay: 'replayed', drop: 'dropped' }[verb];
  process.stderr.write(`${letters.length} ${what}\n`);
}

async function main(): Promise<void> {
  const request = asked(process.argv.slice(2));
  if (!request) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const nats = await connectNats({ url: await brokerUrl(), name: 'dlq', logger: createLogger({ name: 'dlq', level: 'silent' }), connectTimeoutMs: 5_000 });
  try {
    await ensureStreams(nats);
    print(request, await answer(nats, request));
  } finally {
    await nats.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
});
