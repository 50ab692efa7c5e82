/**
 * `npm run bench:gateway [-- --quick] [--json] [--case heavy|small|same] [--only NAME,…] [--peer NAME=CMD]… [--hooks]`
 *
 * Our gateway beside Apollo's and Hive's on one supergraph and the same services, in one run. The gateway has one core,
 * load and services the other; services answer from memory; the order rotates from round to round; replies are compared
 * before and after. Each request of heavy and small carries one of 10,000 signed tokens, in random order; those of same carry
 * none. `ours+all` verifies them, counts limits (in Redis where there is one), estimates costs, measures and traces.
 * With `--hooks` ours stands beside itself with each of these alone, in place of the peers: a table says what each costs of a
 * request's CPU. `--soak N` sends N requests to `ours+all`, heavy and small by turns, and looks whether memory or handles
 * grow (about 2,000 a second on a quiet machine, so 1,000,000 take eight minutes or more); `--hung` lets one service hang
 * and looks whether others wait longer for it.
 * Exit 0, or 1 when a gateway answered otherwise than the others or not at all, or a soak was not flat.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { makeCallers } from './callers.ts';
import { startCollector } from './collector.ts';
import type { LoadOrder, LoadResult } from './generate-load.ts';
import { boundedHooks, configThatCollapses, configWith, hookNames, tracingEnvironment } from './hooks.ts';
import type { HookName } from './hooks.ts';
import { hung } from './hung.ts';
import { buildOwnGateway, freePort, hiveGateway, installPeers, ownGateway, peerFrom, startGateway, stockGateway } from './peers.ts';
import type { Gateway } from './peers.ts';
import { canPin, startProgram, usageOf } from './processes.ts';
import type { Program } from './processes.ts';
import { startRedis } from './redis.ts';
import { soak } from './soak.ts';
import { costsOfHooks, printCosts, printTable, summarise } from './summary.ts';
import type { Round } from './summary.ts';

const gatewayCore = 0;
const otherCore = 1;
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    case: { type: 'string', multiple: true },
    only: { type: 'string' },
    peer: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    hooks: { type: 'boolean', default: false },
    soak: { type: 'string' },
    hung: { type: 'boolean', default: false },
  },
});
const say = (line: string) => void process.stderr.write(`${line}\n`);
// What one hook costs is little: it shows in many short rounds, each beside the others.
const rounds = Number(values.rounds ?? (values.quick ? 1 : values.hooks ? 7 : 3));
const seconds = Number(values.seconds ?? (values.quick || values.hooks ? 2 : 5));
// Whoever reads us may stop: what was started is still ended in order.
process.stdout.on('error', () => undefined);

const read = (name: string) => JSON.stringify({ query: readFileSync(join(import.meta.dirname, 'queries', `${name}.graphql`), 'utf8') });
const cases = [
  { name: 'heavy', body: read('heavy'), authorization: 'tokens' },
  { name: 'small', body: read('small'), authorization: 'tokens' },
  { name: 'same', body: read('heavy'), authorization: 'none' },
] as const;
/** What asks for a token has nothing to say to clients without one; what answers them together has nothing to say to others. */
const takesPart = (gateway: string, one: string) => (one === 'same' ? !gateway.includes('+') || gateway === 'ours+same' : gateway !== 'ours+same');

async function ask(gateway: Gateway, body: string, token: string | null): Promise<unknown> {
  const reply = await fetch(gateway.url, { method: 'POST', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body, signal: AbortSignal.timeout(30_000) });
  return reply.json();
}

/** Every gateway must give what the first one gives. */
async function compareReplies(gateways: readonly Gateway[], body: string, token: string | null): Promise<void> {
  const [first, ...others] = await Promise.all(gateways.map((gateway) => ask(gateway, body, token)));
  if ((first as { errors?: unknown }).errors) throw new Error(`${gateways[0]?.name ?? ''} answers with errors`);
  others.forEach((other, index) => {
    if (!isDeepStrictEqual(other, first)) throw new Error(`${gateways[index + 1]?.name ?? ''} answers otherwise than ${gateways[0]?.name ?? ''}`);
  });
}

async function measure(gateway: Gateway, services: Program, order: LoadOrder): Promise<Omit<Round, 'gateway' | 'case'>> {
  const load = startProgram(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'generate-load.ts'), JSON.stringify(order)], { core: otherCore });
  await load.next();
  const fetchesSince = async () => {
    services.child.stdin?.write('\n');
    return Number(await services.next());
  };
  await fetchesSince();
  const before = { gateway: usageOf(gateway.program.pid), services: usageOf(services.pid) };
  const result = JSON.parse(await load.next()) as LoadResult;
  const after = { gateway: usageOf(gateway.program.pid), services: usageOf(services.pid) };
  const fetches = await fetchesSince();
  const cpu = (who: 'gateway' | 'services') => (after[who]?.cpuSeconds ?? Number.NaN) - (before[who]?.cpuSeconds ?? Number.NaN);
  return {
    rps: result.requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    failures: result.failures,
    cpuMs: (cpu('gateway') / result.requests) * 1_000,
    gatewayBusy: cpu('gateway') / result.seconds,
    otherBusy: result.busy + cpu('services') / result.seconds,
    rssMb: after.gateway?.rssMb ?? Number.NaN,
    fetches: fetches / result.requests,
  };
}

async function main(): Promise<void> {
  if (!canPin) say('this system has no taskset: gateways are not kept on one core, and ratios say less');
  const alone = values.hooks || values.soak !== undefined || values.hung;
  if (!alone) installPeers(say);
  buildOwnGateway();
  const folder = mkdtempSync(join(tmpdir(), 'dra-bench-gateway-'));
  const supergraph = join(folder, 'supergraph.graphql');
  const services = startProgram(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'subgraphs/main.ts'), supergraph], { core: otherCore });
  const gateways: Gateway[] = [];
  let redis: Awaited<ReturnType<typeof startRedis>> = null;
  const collector = await startCollector();
  try {
    await services.next();
    const callers = await makeCallers(folder, 10_000);
    const [token = null] = JSON.parse(readFileSync(callers.tokensFile, 'utf8')) as string[];
    redis = await startRedis(join(folder, 'redis'), say);
    const opsPort = await freePort();
    const place = { folder, callers, redisUrl: redis?.url ?? null };
    const withHooks = (name: string, hooks: readonly HookName[]) => ownGateway(name, ['--config', configWith(hooks, place)], hooks.includes('tracing') ? tracingEnvironment(collector.url) : {});
    const tokens = { connections: 50, authorization: 'tokens', tokensFile: callers.tokensFile, knowsCallers: true } as const;
    if (values.soak !== undefined || values.hung) {
      const gateway = await startGateway(ownGateway('ours+all', ['--config', configWith(hookNames, { ...place, opsPort })], tracingEnvironment(collector.url)), supergraph, gatewayCore);
      gateways.push(gateway);
      const order = (body: string): LoadOrder => ({ ...tokens, url: gateway.url, body, warmSeconds: 1, seconds });
      const [heavy, small] = cases;
      const report = values.hung
        ? await hung(services, 'stock', { needs: order(heavy.body), free: order(small.body) }, otherCore)
        : await soak(gateway, `http://127.0.0.1:${opsPort}/metrics`, [order(heavy.body), order(small.body)], Number(values.soak), otherCore, say);
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      if ('flat' in report && (!report.flat || report.failures > 0)) process.exitCode = 1;
      return;
    }
    const own = values.hooks
      ? [withHooks('ours', []), ...hookNames.map((name) => withHooks(`ours+${name}`, [name])), withHooks('ours+bounded', boundedHooks), withHooks('ours+all', hookNames)]
      : [stockGateway, ownGateway('ours'), withHooks('ours+all', hookNames), ownGateway('ours+same', ['--config', configThatCollapses(folder)]), hiveGateway('js'), hiveGateway('rust'), ...values.peer.map(peerFrom)];
    const wanted = values.only?.split(',');
    for (const peer of own.filter(({ name }) => !wanted || wanted.includes(name))) {
      say(`starting ${peer.name}`);
      gateways.push(await startGateway(peer, supergraph, gatewayCore));
    }
    const measured: Round[] = [];
    for (const one of cases.filter(({ name }) => !values.case || values.case.includes(name))) {
      const entrants = gateways.filter(({ name }) => takesPart(name, one.name));
      const shown = one.authorization === 'none' ? null : token;
      await compareReplies(entrants, one.body, shown);
      for (let round = 0; round < rounds; round += 1) {
        for (let turn = 0; turn < entrants.length; turn += 1) {
          const gateway = entrants[(turn + round) % entrants.length] as Gateway;
          const figures = await measure(gateway, services, {
            url: gateway.url, body: one.body, connections: 50, warmSeconds: round === 0 ? (values.quick ? 2 : 4) : 1, seconds, authorization: one.authorization, tokensFile: callers.tokensFile, knowsCallers: /^ours\+(?:identity|bounded|all)$/.test(gateway.name),
          });
          measured.push({ gateway: gateway.name, case: one.name, ...figures });
          say(`${one.name}, round ${round + 1}, ${gateway.name}: ${Math.round(figures.rps)} rps, ${figures.cpuMs.toFixed(2)} ms CPU`);
        }
      }
      await compareReplies(entrants, one.body, shown);
    }
    const summary = summarise(measured, gateways[0]?.name ?? '');
    if (values.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
    else {
      const write = (line: string) => void process.stdout.write(`${line}\n`);
      printTable(summary, write);
      if (values.hooks) printCosts(costsOfHooks(measured, 'ours'), write);
    }
    if (measured.some(({ failures }) => failures > 0)) throw new Error('some requests did not get the reply that they should have');
  } finally {
    await Promise.all(gateways.map(({ program }) => program.stop()));
    await services.stop();
    await redis?.stop();
    await collector.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
