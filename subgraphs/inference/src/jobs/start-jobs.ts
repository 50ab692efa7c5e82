import { defaultNoteTemplate } from '@dra/events';
import { serviceActor } from '@dra/access';
import { serveRpc, watchMaxDeliveries } from '@dra/messaging';
import type { ConsumeOptions, Nats } from '@dra/messaging';
import { readAuditPage } from '@dra/pg-store';
import type { DataSource, Transact } from '@dra/pg-store';
import type { Logger } from '@dra/service';
import { reapJobs } from '../domain/reap-jobs.ts';
import type { TenantWindow } from '../domain/dispatch-jobs.ts';
import type { ConsentToProcessing } from '../domain/work.ts';
import { forgetSteps, silentJobs } from '../store/job-reads.ts';
import { createInTransaction } from '../store/work.ts';
import type { Telling } from '../store/work.ts';
import { answerWorkers } from './answer-workers.ts';
import { brokerViewOver } from './broker-view.ts';
import { consumeDeadLetters } from './consume-dead-letters.ts';
import { consumeEvents } from './consume-events.ts';
import { runReaper } from './run-reaper.ts';
import type { ClinicSpeech } from '../clinic-speech.ts';
import type { TemplateOf } from '../note-templates.ts';

/** For whoever looks into a failure. A message of a step that is forgotten meets a job that nobody knows, and is dropped. */
const keepStepsMs = 3_600_000;

export type JobsOptions = {
  nats: Nats;
  dataSource: DataSource;
  transact: Transact;
  consents: ConsentToProcessing;
  telling: Telling;
  logger: Logger;
  observe?: ConsumeOptions<unknown>['observe'];
  window?: TenantWindow | undefined;
  /** By default soap for everybody. */
  templateOf?: TemplateOf | undefined;
  /** By default nothing is known of any clinic. */
  clinic?: ClinicSpeech | undefined;
  reapEveryMs?: number;
};

/** Everything that moves jobs apart from people: events, results, dead letters, workers' questions, the reaper. */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { nats, dataSource, transact, consents, telling, logger } = options;
  const inTransaction = createInTransaction(transact, telling, { window: options.window });
  // Workers ask as soon as there is work: answers first.
  const workers = answerWorkers(nats, { inTransaction, transact, telling, clinic: options.clinic ?? { vocabularyOf: () => [], languageOf: () => null } });
  const audit = serveRpc(nats, 'auditOfJobs', ({ tenant, ...page }) => transact({ tenant }, (tx) => readAuditPage(tx, page)));
  const consumptions = [
    ...(await consumeEvents(nats, { consents, inTransaction, templateOf: options.templateOf ?? (() => defaultNoteTemplate) }, options.observe ? { observe: options.observe } : {})),
    await consumeDeadLetters(nats, { inTransaction }),
    await watchMaxDeliveries(nats),
  ];
  const reaper = runReaper({
    round: async () => {
      await forgetSteps(dataSource, keepStepsMs);
      return reapJobs({
        inTransaction,
        actorFor: (tenant) => serviceActor('svc.inference', tenant, 'reaper'),
        silentJobs: (silenceMs) => silentJobs(dataSource, silenceMs),
        brokerView: brokerViewOver(nats),
      });
    },
    everyMs: options.reapEveryMs ?? 20_000,
    logger,
  });
  return {
    stop: async () => {
      await Promise.all([reaper.stop(), ...consumptions.map((one) => one.stop(4_000))]);
      await Promise.all([workers.stop(), audit.stop()]);
    },
  };
}
