import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { createTallies, createTimings } from './tallies.ts';
import type { Labelled, Tally, Timing } from './tallies.ts';

export type Metrics = {
  registry: Registry;
  counter<L extends string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** @param read for what need not be told with each change, only when somebody looks */
  gauge<L extends string>(name: string, help: string, labels?: readonly L[], read?: () => number): Gauge<L>;
  /** Buckets in seconds. */
  histogram<L extends string>(name: string, help: string, labels?: readonly L[], buckets?: readonly number[]): Histogram<L>;
  /** A counter for what happens with every request: see tallies.ts. */
  tally(name: string, help: string, labels?: readonly string[]): Labelled<Tally>;
  /** A histogram likewise. */
  timing(name: string, help: string, labels?: readonly string[], buckets?: readonly number[]): Labelled<Timing>;
};

const secondsBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Prometheus metrics of one process. Labels take bounded values only: never an id, a tenant or a patient. */
export function createMetrics(service: string, options: { defaults?: boolean } = {}): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (options.defaults ?? true) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: labels, registers }),
    gauge: (name, help, labels = [], read) =>
      new Gauge({
        name,
        help,
        labelNames: labels,
        registers,
        ...(read ? { collect() { this.set(read()); } } : {}),
      }),
    histogram: (name, help, labels = [], buckets = secondsBuckets) =>
      new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers }),
    tally: (name, help, labels = []) => createTallies(registry, name, help, labels),
    timing: (name, help, labels = [], buckets = secondsBuckets) => createTimings(registry, name, help, labels, buckets),
  };
}
