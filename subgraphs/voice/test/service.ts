import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@dra/access';
import { createObjectStore } from '@dra/objects';
import type { ObjectStore } from '@dra/objects';
import { createTransact, openDataSource, runMigrations } from '@dra/pg-store';
import type { DataSource, Transact } from '@dra/pg-store';
import { ServiceError, createLogger, createMetrics } from '@dra/service';
import { persona, testIdentity, testPostgres, testS3 } from '@dra/testkit';
import pg from 'pg';
import { grants, migrations } from '../src/migrations/index.ts';
import { createServer } from '../src/server.ts';
import { soundsIn } from '../src/store/sounds.ts';
import { createInTransaction } from '../src/store/work.ts';
import type { Deps } from '../src/domain/work.ts';
import { tone, wav } from '@dra/audio/tones';

export type Answer = { data: Record<string, unknown> | null; errors?: { message: string; extensions: { code: string } }[] };
export type Payload = { userErrors: { code: string; message: string; path: string[] | null }[]; recording?: Recording | null; transcript?: Transcript | null; current?: { id: string; version: number } | null; address?: Address | null; stored?: boolean };
export type Recording = { id: string; status: string; version: number; sha256: string | null; durationMs: number | null; byteLength: number | null; chunks: { seq: number; stored: boolean }[] };
export type Transcript = { id: string; version: number; timing: string; origin: string; segments: { id: string; speaker: string; speakerConfidence: number | null; startMs: number | null; endMs: number | null; text: string }[] };
export type Address = { method: string; url: string; headers: { name: string; value: string }[]; expiresAt: string };

export const patientId = '01890000-0000-7000-8000-00000000aaaa';
export const encounterId = '01890000-0000-7000-8000-00000000eeee';
const consentId = '01890000-0000-7000-8000-00000000dddd';
const password = 'voice-in-a-test';

export const recordingFields = 'id status version sha256 durationMs byteLength chunks { seq stored }';
export const transcriptFields = 'id version timing origin segments { id speaker speakerConfidence startMs endMs text }';

/** The subgraph on a real database, store and port. The patient subgraph is answered for: `consent` is what it says. */
export async function service() {
  const postgres = await testPostgres();
  await runMigrations({ ownerUrl: postgres.ownerUrl, schema: 'voice', role: 'dra_voice', password, migrations, grants });
  const statements = { count: 0 };
  const serviceUrl = postgres.urlFor('dra_voice', password);
  const dataSource: DataSource = await openDataSource({ url: serviceUrl, schema: 'voice', entities: [], poolSize: 10, onStatement: () => (statements.count += 1) });
  const logger = createLogger({ name: 'test', level: 'silent' });
  const transact: Transact = createTransact(dataSource, { logger });
  const store: ObjectStore = createObjectStore(await testS3());
  /** Keys of the documents that were put. */
  const documents: string[] = [];
  const stored = soundsIn(store);
  const sounds: Deps['sounds'] = {
    ...stored,
    put: (key, body, options) => {
      documents.push(key);
      return stored.put(key, body, options);
    },
  };
  const consent: { state: 'given' | 'revoked' | 'away'; since: Date; asked?: () => void } = { state: 'given', since: new Date() };
  const processing = { state: true };
  const patient: Deps['patient'] = {
    processingConsent: async () => processing.state,
    encounter: async (tenant, id) => (tenant === 'demo' && id === encounterId ? { patientId, status: 'IN_PROGRESS' } : null),
    recordingConsent: async () => {
      consent.asked?.();
      if (consent.state === 'away') throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The patient subgraph did not answer.');
      return { active: consent.state === 'given', consentId, since: consent.since };
    },
  };
  const inTransaction = createInTransaction(transact, () => undefined);
  const server = createServer({
    transact,
    notify: () => undefined,
    patient,
    sounds,
    retentionDays: 30,
    typeDefs: readFileSync(join(__dirname, '../../../schema/voice.graphql'), 'utf8'),
    identityKeys: testIdentity.internalJwks,
    logger,
    metrics: createMetrics('test', { defaults: false }),
  });
  const url = `http://127.0.0.1:${await server.start(0, '127.0.0.1')}/graphql`;

  const ask = async (query: string, variables: Record<string, unknown> = {}, role: Role = 'CLINICIAN', tenant = 'demo'): Promise<Answer> => {
    const headers = { 'content-type': 'application/json', ...(await persona(role, tenant).subgraphHeaders()) };
    return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json()) as Answer;
  };
  const call = async (mutation: string, input: Record<string, unknown>, selection: string): Promise<Payload> => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const withKey = mutation === 'requestChunkUpload' ? input : { clientMutationId: randomUUID(), ...input };
    const answer = await ask(`mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code message path } } }`, { input: withKey });
    const payload = answer.data?.[mutation] as Payload | undefined;
    if (!payload) throw new Error(JSON.stringify(answer.errors));
    return payload;
  };

  return {
    ask,
    call,
    consent,
    processing,
    patient,
    documents,
    schema: server.schema,
    store,
    sounds,
    dataSource,
    inTransaction,
    statements,
    asOwner: (sql: string, params: unknown[] = []) => withClient(postgres.ownerUrl, async (client) => (await client.query(sql, params)).rows as Record<string, unknown>[]),
    asService: (sql: string) => withClient(serviceUrl, async (client) => void (await client.query(sql))),
    async record(): Promise<Recording> {
      const { recording, userErrors } = await call('createRecording', { encounterId: `enc_${encounterId}`, mediaType: 'audio/wav' }, `recording { ${recordingFields} }`);
      if (!recording) throw new Error(JSON.stringify(userErrors));
      return recording;
    },
    address: (recordingId: string, seq: number, bytes: Uint8Array) =>
      call('requestChunkUpload', { recordingId, seq, byteLength: bytes.byteLength, sha256: sha256(bytes) }, 'stored address { method url headers { name value } expiresAt }'),
    /** Sends a body to an address, as a device would. @returns the store's status */
    async send(address: Address, bytes: Uint8Array): Promise<number> {
      const headers = Object.fromEntries(address.headers.filter((header) => header.name !== 'content-length').map(({ name, value }) => [name, value]));
      return (await fetch(address.url, { method: address.method, headers, body: Buffer.from(bytes) })).status;
    },
    complete: (recordingId: string, chunks: readonly Uint8Array[], input: Record<string, unknown> = {}) =>
      call('completeRecording', { recordingId, chunks: chunks.length, sha256: sha256(Buffer.concat(chunks)), ...input }, `recording { ${recordingFields} }`),
    async stop() {
      await server.stop();
      store.close();
      await dataSource.destroy();
      await postgres.stop();
    },
  };
}

export type Service = Awaited<ReturnType<typeof service>>;

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A second of a 440 Hz tone as 16 kHz mono WAV, cut into pieces. */
export function toneInChunks(pieces: number): Buffer[] {
  const file = wav(tone(440, 1, 16_000, 0.27));
  const size = Math.ceil(file.byteLength / pieces);
  return Array.from({ length: pieces }, (_, index) => file.subarray(index * size, (index + 1) * size));
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
