/** What one gateway did in one round of one case. */
export type Round = {
  gateway: string;
  case: string;
  rps: number;
  p50Ms: number;
  p99Ms: number;
  failures: number;
  /** CPU of the gateway a request, user and system. */
  cpuMs: number;
  /** Of one core: the gateway's, and what load and services took together (over 0.95 they are the limit, not the gateway). */
  gatewayBusy: number;
  otherBusy: number;
  rssMb: number;
  /** Requests to services a request. */
  fetches: number;
};

export type Line = Round & { ratio: number; cpuRatio: number; p99ToP50: number };

const median = (figures: number[]): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** Medians over the rounds; ratios against the gateway named. */
export function summarise(rounds: readonly Round[], base: string): Line[] {
  const lines: Line[] = [];
  for (const name of new Set(rounds.map((round) => round.case))) {
    const ofCase = rounds.filter((round) => round.case === name);
    const figure = (gateway: string, key: Exclude<keyof Round, 'gateway' | 'case'>) => median(ofCase.filter((round) => round.gateway === gateway).map((round) => round[key]));
    for (const gateway of new Set(ofCase.map((round) => round.gateway))) {
      const of = (key: Exclude<keyof Round, 'gateway' | 'case'>) => figure(gateway, key);
      lines.push({
        gateway, case: name, rps: of('rps'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms'), failures: of('failures'), cpuMs: of('cpuMs'),
        gatewayBusy: of('gatewayBusy'), otherBusy: of('otherBusy'), rssMb: of('rssMb'), fetches: of('fetches'),
        ratio: of('rps') / figure(base, 'rps'), cpuRatio: figure(base, 'cpuMs') / of('cpuMs'), p99ToP50: of('p99Ms') / of('p50Ms'),
      });
    }
  }
  return lines;
}

/** CPU that a hook adds to a request: the median over the rounds of what it added to the base's of the same round. */
export type HookCost = { case: string; hook: string; addedUs: number; share: number };

export function costsOfHooks(rounds: readonly Round[], base: string): HookCost[] {
  const costs: HookCost[] = [];
  for (const name of new Set(rounds.map((round) => round.case))) {
    const of = (gateway: string) => rounds.filter((round) => round.case === name && round.gateway === gateway).map(({ cpuMs }) => cpuMs);
    const plain = of(base);
    for (const gateway of new Set(rounds.map((round) => round.gateway))) {
      if (gateway === base) continue;
      const pairs = of(gateway).flatMap((cpuMs, round) => (plain[round] === undefined ? [] : [{ cpuMs, plain: plain[round] }]));
      costs.push({ case: name, hook: gateway.replace(/^.*\+/, ''), addedUs: median(pairs.map((one) => (one.cpuMs - one.plain) * 1_000)), share: median(pairs.map((one) => (one.cpuMs - one.plain) / one.cpuMs)) });
    }
  }
  return costs;
}

export function printCosts(costs: readonly HookCost[], write: (line: string) => void): void {
  write('');
  write('| case | hook | CPU us it adds | of a request with it |');
  write('|---|---|---|---|');
  for (const cost of costs) write(`| ${cost.case} | ${cost.hook} | ${cost.addedUs.toFixed(0)} | ${(cost.share * 100).toFixed(0)} % |`);
}

export function printTable(lines: readonly Line[], write: (line: string) => void): void {
  write('| case | gateway | rps | x | CPU ms | x by CPU | p50 ms | p99 ms | p99/p50 | fetches | gateway core | load + services | memory MB |');
  write('|---|---|---|---|---|---|---|---|---|---|---|---|---|');
  for (const line of lines) {
    const cells = [line.case, line.gateway, Math.round(line.rps), line.ratio.toFixed(1), line.cpuMs.toFixed(2), line.cpuRatio.toFixed(1), line.p50Ms.toFixed(1), line.p99Ms.toFixed(1), line.p99ToP50.toFixed(1), line.fetches.toFixed(1), `${Math.round(line.gatewayBusy * 100)} %`, `${Math.round(line.otherBusy * 100)} %`, Math.round(line.rssMb)];
    write(`| ${cells.join(' | ')} |`);
  }
}
