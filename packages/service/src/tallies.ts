import { Counter } from 'prom-client';
import type { Metric, Registry } from 'prom-client';

/** One counter with its labels: found once, then counting is an addition. */
export type Tally = { add(count?: number): void };
/** One histogram with its labels. */
export type Timing = { observe(value: number): void };

/** By the values of the labels, in order; the same values give the same one. Bounded values only, as for every label. */
export type Labelled<T> = (...values: string[]) => T;

const separator = '\n';

/**
 * A counter for what is counted with every request. prom-client looks labels up by sorting and joining them each time; here
 * that is done once, and what was counted is told to it when somebody reads the metrics.
 */
export function createTallies(registry: Registry, name: string, help: string, labels: readonly string[]): Labelled<Tally> {
  const known = new Map<string, { labels: Record<string, string>; count: number; tally: Tally }>();
  const counter = new Counter({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    collect: () => {
      for (const one of known.values()) {
        if (one.count > 0) counter.inc(one.labels, one.count);
        one.count = 0;
      }
    },
  });
  return (...values) => {
    const key = values.length === 1 ? (values[0] as string) : values.join(separator);
    let one = known.get(key);
    if (!one) {
      const fresh = { labels: recordOf(labels, values), count: 0, tally: { add: (count = 1) => void (fresh.count += count) } };
      known.set(key, (one = fresh));
    }
    return one.tally;
  };
}

type Series = { labels: Record<string, string>; counts: number[]; sum: number; timing: Timing };

/** A histogram likewise; it reads like prom-client's own. @param buckets upper bounds, rising */
export function createTimings(registry: Registry, name: string, help: string, labels: readonly string[], buckets: readonly number[]): Labelled<Timing> {
  const known = new Map<string, Series>();
  const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: [...known.values()].flatMap((series) => linesOf(name, buckets, series)) });
  const histogram = { name, help, type: 'histogram', aggregator: 'sum', labelNames: labels, get, reset: () => known.clear() };
  // What a registry does with a metric is ask it for its name and `get()`.
  registry.registerMetric(histogram as unknown as Metric);
  const find: Labelled<Timing> = (...values) => {
    const key = values.length === 1 ? (values[0] as string) : values.join(separator);
    let series = known.get(key);
    if (!series) {
      const fresh: Series = {
        labels: recordOf(labels, values),
        counts: Array.from({ length: buckets.length + 1 }, () => 0),
        sum: 0,
        timing: {
          observe: (value) => {
            let place = 0;
            while (place < buckets.length && value > (buckets[place] as number)) place += 1;
            fresh.counts[place] = (fresh.counts[place] as number) + 1;
            fresh.sum += value;
          },
        },
      };
      known.set(key, (series = fresh));
    }
    return series.timing;
  };
  // As prom-client's: without labels the one series is there before anything was observed.
  if (labels.length === 0) find();
  return find;
}

function linesOf(name: string, buckets: readonly number[], { labels, counts, sum }: Series) {
  let count = 0;
  const lines = [...buckets, '+Inf'].map((le, place) => {
    count += counts[place] ?? 0;
    return { labels: { le } as Record<string, string | number>, sharedLabels: labels, value: count, metricName: `${name}_bucket` };
  });
  return [...lines, { labels: {}, sharedLabels: labels, value: sum, metricName: `${name}_sum` }, { labels: {}, sharedLabels: labels, value: count, metricName: `${name}_count` }];
}

function recordOf(labels: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(labels.map((label, index) => [label, values[index] ?? '']));
}
