import type { EntityManager, QueryRunner } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { chainKeyOf } from './audit-event.ts';
import type { AuditActor, AuditEvent } from './audit-event.ts';
import { idempotent } from './idempotency.ts';

/** For whom a transaction runs: a person or a service with its roles, or only a tenant (consumers name the actor per audit event). */
export type TxActor = { tenant: string } & Partial<AuditActor>;

export type OutboxMessage = { subject: string; payload: unknown };

export type Tx = {
  readonly tenant: string;
  /** TypeORM inside this transaction. */
  readonly manager: EntityManager;
  /** Raw SQL inside this transaction; the rows of SELECT and of RETURNING. The search path is the service's schema. */
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Written just before the commit, in an order in which two transactions cannot deadlock. */
  audit(event: AuditEvent): void;
  /** Published after the commit, at least once, with the row's id as Nats-Msg-Id. */
  outbox(message: OutboxMessage): void;
  /** See idempotency.ts. Without a key (`undefined`, `null`) `work` just runs. */
  idempotent<T>(clientMutationId: string | null | undefined, input: unknown, work: () => Promise<T>): Promise<T>;
  /** Runs when the commit stands, not awaited, never retried: notices, not facts. */
  afterCommit(effect: () => void | Promise<void>): void;
};

export type Transaction = {
  tx: Tx;
  /** Writes the collected audit events and outbox rows. */
  flush(): Promise<void>;
  wroteOutbox(): boolean;
  effects(): readonly (() => void | Promise<void>)[];
};

export function openTransaction(runner: QueryRunner, actor: TxActor): Transaction {
  const audits: AuditEvent[] = [];
  const messages: OutboxMessage[] = [];
  const effects: (() => void | Promise<void>)[] = [];

  const query = async <R>(sql: string, params: readonly unknown[] = []): Promise<R[]> => {
    const result = await runner.query(sql, [...params], true);
    return result.records as R[];
  };

  const tx: Tx = {
    tenant: actor.tenant,
    manager: runner.manager,
    query,
    audit: (event) => void audits.push(event),
    outbox: (message) => void messages.push(message),
    idempotent: (key, input, work) => idempotent(tx, actor.userId, key, input, work),
    afterCommit: (effect) => void effects.push(effect),
  };

  return {
    tx,
    wroteOutbox: () => messages.length > 0,
    effects: () => effects,
    flush: async () => {
      if (messages.length > 0) await insertOutbox(tx, messages);
      if (audits.length > 0) await insertAudit(tx, actor, audits);
    },
  };
}

async function insertOutbox(tx: Tx, messages: readonly OutboxMessage[]): Promise<void> {
  await tx.query(
    `INSERT INTO outbox (tenant, id, subject, payload)
     SELECT $1, m.id, m.subject, m.payload FROM jsonb_to_recordset($2::jsonb) AS m (id uuid, subject text, payload jsonb)`,
    [tx.tenant, JSON.stringify(messages.map(({ subject, payload }) => ({ id: uuidv7(), subject, payload })))],
  );
}

/**
 * Each row takes its chain's lock in the trigger: sorted by chain, two transactions meet the locks in the same order.
 * Within a chain the order in which the events were told is kept.
 */
async function insertAudit(tx: Tx, actor: TxActor, events: readonly AuditEvent[]): Promise<void> {
  const rows = events.map((event, index) => {
    const by = event.actor ?? (actor.userId === undefined ? undefined : { userId: actor.userId, roles: actor.roles ?? [], requestId: actor.requestId });
    if (!by) throw new Error(`audit event ${event.action} says nobody did it`);
    return {
      index,
      id: uuidv7(),
      chain_key: chainKeyOf(event, by),
      actor: by.userId,
      actor_roles: by.roles,
      request_id: by.requestId ?? null,
      action: event.action,
      patient_id: event.patientId ?? null,
      resource_type: event.resource.type,
      resource_id: event.resource.id ?? null,
      outcome: event.outcome,
      detail: event.detail ?? null,
    };
  });
  await tx.query(
    `INSERT INTO audit_event (tenant, chain_key, id, actor, actor_roles, request_id, action, patient_id, resource_type, resource_id, outcome, detail)
     SELECT $1, e.chain_key, e.id, e.actor, ARRAY(SELECT jsonb_array_elements_text(e.actor_roles)), e.request_id, e.action, e.patient_id,
            e.resource_type, e.resource_id, e.outcome, nullif(e.detail, 'null'::jsonb)
     FROM jsonb_to_recordset($2::jsonb) AS e (index int, id uuid, chain_key text, actor text, actor_roles jsonb, request_id text, action text,
       patient_id uuid, resource_type text, resource_id text, outcome text, detail jsonb)
     ORDER BY e.chain_key, e.index`,
    [tx.tenant, JSON.stringify(rows)],
  );
}
