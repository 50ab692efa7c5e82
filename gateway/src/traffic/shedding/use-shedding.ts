import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from '@dra/service';
import type { GatewayHook, Refusal } from '../../hooks/contract.ts';
import { refusal } from '../refusal.ts';
import { createAdmission } from './admission.ts';
import { createPriorityOf } from './priority-of.ts';
import type { SheddingConfig } from './shedding-config.ts';

const place = Symbol('place among those that run');

/** So many operations at once; of those that wait, the more urgent first; of those that cannot wait, none is begun. */
export function useShedding(config: SheddingConfig, deps: { metrics: Metrics; eventLoopDelayMs?: () => number }): GatewayHook {
  const { metrics } = deps;
  const priorityOf = createPriorityOf(config.priorities);
  const admission = createAdmission({ ...config, shares: config.priorities.map(({ share }) => share) });
  const names = config.priorities.map(({ name }) => name);
  const shed = metrics.counter('dra_gateway_shed_total', 'Operations refused because there was too much to do, by priority and reason.', ['priority', 'reason']);
  metrics.gauge('dra_gateway_operations_running', 'Operations that run.', [], () => admission.running);
  metrics.gauge('dra_gateway_operations_queued', 'Operations that wait for a place.', [], () => admission.queued);
  const delayMs = config.maxEventLoopDelayMs === undefined ? undefined : (deps.eventLoopDelayMs ?? watchEventLoop());

  const refuse = (priority: number, reason: 'queue-full' | 'waited' | 'event-loop'): Refusal => {
    shed.inc({ priority: names[priority] ?? 'other', reason });
    const seconds = Math.max(1, Math.ceil(config.maxWaitMs / 1_000));
    return refusal(503, 'OVERLOADED', `There is too much to do: try again in ${seconds} s.`, { retryAfterSeconds: seconds }, { 'retry-after': String(seconds) });
  };
  /** The event loop is so late that more of this priority would only make it later. */
  const tooLate = (priority: number): boolean => {
    const { maxEventLoopDelayMs: limit } = config;
    if (limit === undefined || !delayMs || priority === 0) return false;
    const late = delayMs();
    return late > 2 * limit || (late > limit && priority === names.length - 1);
  };

  return {
    name: 'shedding',
    onOperation: (exchange, operation) => {
      if (operation.kind === 'subscription') return undefined;
      const priority = priorityOf(operation);
      if (tooLate(priority)) return refuse(priority, 'event-loop');
      const entered = admission.enter(priority, Math.min(config.maxWaitMs, exchange.deadline - Date.now()));
      if (entered === true) {
        exchange.notes.set(place, priority);
        return undefined;
      }
      if (entered === false) return refuse(priority, 'queue-full');
      exchange.signal?.addEventListener('abort', entered.giveUp);
      return entered.admitted.then((admitted) => {
        exchange.signal?.removeEventListener('abort', entered.giveUp);
        if (!admitted) return refuse(priority, 'waited');
        exchange.notes.set(place, priority);
        return undefined;
      });
    },
    onEnd: (exchange) => {
      const priority = exchange.notes.get(place);
      if (typeof priority !== 'number') return;
      exchange.notes.delete(place);
      admission.leave(priority);
    },
  };
}

const sampleMs = 250;

/** @returns the mean delay of the last quarter of a second, in milliseconds */
function watchEventLoop(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  let mean = 0;
  setInterval(() => {
    // The histogram counts its own resolution in.
    mean = Math.max(0, histogram.mean / 1e6 - 10) || 0;
    histogram.reset();
  }, sampleMs).unref();
  return () => mean;
}
