import type { Worker } from 'node:cluster';

type Wanted = { metricsWanted: number };
type Given = { metricsOf: number; text: string };

/** A worker that is too busy to say how it is doing is left out of one scrape. */
const patienceMs = 2_000;

/** In a worker: tells whoever supervises what it has counted, as Prometheus reads it. */
export function tellMetrics(metrics: () => Promise<string>): void {
  process.on('message', (message: Partial<Wanted>) => {
    const wanted = message.metricsWanted;
    if (wanted === undefined) return;
    metrics().then(
      (text) => process.send?.({ metricsOf: wanted, text } satisfies Given),
      () => process.send?.({ metricsOf: wanted, text: '' } satisfies Given),
    );
  });
}

let questions = 0;

/** In the supervisor: asks all of them. @param workers each with its place, 1 to N */
export async function collectMetrics(workers: ReadonlyMap<Worker, number>): Promise<string> {
  const told = await Promise.all([...workers].map(async ([worker, place]) => ({ worker: String(place), text: await metricsOf(worker) })));
  return mergeMetrics(told.sort((a, b) => Number(a.worker) - Number(b.worker)));
}

function metricsOf(worker: Worker): Promise<string> {
  questions += 1;
  const wanted = questions;
  return new Promise((resolve) => {
    const done = (text: string) => {
      clearTimeout(timer);
      worker.off('message', hear).off('exit', gone);
      resolve(text);
    };
    const hear = (message: Partial<Given>) => (message.metricsOf === wanted ? done(message.text ?? '') : undefined);
    const gone = () => done('');
    const timer = setTimeout(gone, patienceMs);
    worker.on('message', hear).on('exit', gone);
    if (worker.isConnected()) worker.send({ metricsWanted: wanted } satisfies Wanted, (error: Error | null) => error && gone());
    else gone();
  });
}

/** Texts of several processes as one: each family once, each series with the label `worker`. */
export function mergeMetrics(told: readonly { worker: string; text: string }[]): string {
  const families = new Map<string, { head: string[]; series: string[] }>();
  for (const { worker, text } of told) {
    let family: { head: string[]; series: string[] } | undefined;
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const [, kind, name] = /^# (HELP|TYPE) (\S+)/.exec(line) ?? [];
      if (kind === 'HELP' && name !== undefined) {
        family = families.get(name);
        if (!family) families.set(name, (family = { head: [], series: [] }));
      }
      if (!family) continue;
      if (name === undefined) family.series.push(labelled(line, worker));
      else if (!family.head.includes(line)) family.head.push(line);
    }
  }
  return [...families.values()].map(({ head, series }) => `${[...head, ...series].join('\n')}\n`).join('\n');
}

function labelled(line: string, worker: string): string {
  const [, name = '', labels, rest = ''] = /^([^\s{]+)(?:\{(.*)\})?(\s.*)$/.exec(line) ?? [];
  return `${name}{worker="${worker}"${labels ? `,${labels}` : ''}}${rest}`;
}
