import { domainEvents, filters, jobFailed, jobNoSpeech, jobSucceeded } from '@dra/events';
import type { DomainEvent, DomainEventName, JobFailed, JobKind, JobNoSpeech, JobSucceeded } from '@dra/events';
import type { z } from 'zod';
import type { Nats } from './connect.ts';
import { consume } from './consume.ts';
import type { ConsumeOptions, Consumption } from './consume.ts';

type Rest<P> = Omit<ConsumeOptions<P>, 'stream' | 'filterSubjects' | 'schema'>;

/** Consumes one kind of domain event, its payload typed. */
export function consumeEvent<N extends DomainEventName>(nats: Nats, event: N, options: Rest<DomainEvent<N>>): Promise<Consumption> {
  const schema = domainEvents[event] as unknown as z.ZodType<DomainEvent<N>>;
  return consume<DomainEvent<N>>(nats, { ...options, stream: 'EVENTS', filterSubjects: [filters.event(event)], schema });
}

const resultSchemas = { succeeded: jobSucceeded, 'no-speech': jobNoSpeech, failed: jobFailed };
type Results = { succeeded: JobSucceeded; 'no-speech': JobNoSpeech; failed: JobFailed };

/** Consumes one outcome of one kind of job ('*': of all), its payload typed. */
export function consumeResult<O extends keyof Results>(nats: Nats, kind: JobKind | '*', outcome: O, options: Rest<Results[O]>): Promise<Consumption> {
  const schema = resultSchemas[outcome] as unknown as z.ZodType<Results[O]>;
  return consume<Results[O]>(nats, { ...options, stream: 'RESULTS', filterSubjects: [filters.results(kind, outcome)], schema });
}
