import { askControl } from '@dra/dev';

/** Seconds spent and times counted, by stage, since the processes began. */
export type Totals = Record<string, { seconds: number; count: number }>;

const owners = { NOTE: ['clinical-note', 'clinical-note-results', 'inference-note-drafted'], PRESCRIPTION: ['prescription', 'prescription-results', 'inference-prescriptions-drafted'] } as const;

/** What the processes themselves say of their work on jobs of a kind: the worker's run, the owner's writing, the job's end. */
export async function readStages(dataDir: string, kind: 'NOTE' | 'PRESCRIPTION'): Promise<Totals> {
  const processes = await askControl(dataDir, { op: 'list' });
  const [owner, ownersDurable, endsDurable] = owners[kind];
  const metricsOf = async (name: string) => (await fetch(`http://127.0.0.1:${processes.find((one) => one.name === name)?.ports['ops']}/metrics`)).text();
  const [worker, writing, ending] = await Promise.all([metricsOf(`worker-${kind.toLowerCase()}`), metricsOf(owner), metricsOf('inference')]);
  return {
    worker: total(worker, 'job_duration_seconds', 'outcome="succeeded"'),
    owner: total(writing, 'consumer_duration_seconds', `durable="${ownersDurable}",outcome="acked"`),
    end: total(ending, 'consumer_duration_seconds', `durable="${endsDurable}",outcome="acked"`),
  };
}

/** Mean milliseconds of each stage between two readings. */
export function meansBetween(before: Totals, after: Totals): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([stage, { seconds, count }]) => {
      const times = count - (before[stage]?.count ?? 0);
      return [stage, times === 0 ? Number.NaN : ((seconds - (before[stage]?.seconds ?? 0)) * 1000) / times];
    }),
  );
}

function total(text: string, name: string, labels: string): { seconds: number; count: number } {
  const read = (suffix: string) => Number(text.split('\n').find((line) => line.startsWith(`${name}_${suffix}{`) && line.includes(labels))?.split(' ').at(-1) ?? 0);
  return { seconds: read('sum'), count: read('count') };
}
