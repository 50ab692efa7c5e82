import type { TraceIds } from './trace-ids.ts';

/** What the SDK that runs would decide and draw: for who asks it for nothing where nothing is recorded. */
export type Sampling = { ids: TraceIds; records(traceId: string): boolean };

let running: Sampling | null = null;

/** Null where no SDK runs. One for a process, as OpenTelemetry's own. */
export const currentSampling = (): Sampling | null => running;

export function setSampling(sampling: Sampling | null): void {
  running = sampling;
}
