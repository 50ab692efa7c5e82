import { randomUUID } from 'node:crypto';
import { heedRevocation } from './jobs/heed-revocations.ts';
import { retireOnce } from './jobs/retire-recordings.ts';
import { chunkKey, soundKey } from './domain/model.ts';
import { encounterId, patientId, recordingFields, service, sha256, toneInChunks } from '../test/service.ts';
import type { Service } from '../test/service.ts';

let it_: Service;
beforeAll(async () => {
  it_ = await service();
});
afterAll(() => it_.stop());
afterEach(() => {
  it_.consent.state = 'given';
});

const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map((error) => error.code);
const bare = (id: string) => id.slice(4);

async function uploaded(pieces = 3) {
  const recording = await it_.record();
  const chunks = toneInChunks(pieces);
  for (const [seq, chunk] of chunks.entries()) {
    const { address } = await it_.address(recording.id, seq, chunk);
    expect(await it_.send(address!, chunk)).toBe(200);
  }
  return { recording, chunks };
}

test('chunks in any order and twice become one sound, which is told once, and the pieces are gone', async () => {
  const recording = await it_.record();
  const chunks = toneInChunks(4);
  for (const seq of [2, 0, 3, 1]) {
    const { address, userErrors } = await it_.address(recording.id, seq, chunks[seq]!);
    expect(userErrors).toEqual([]);
    expect(Date.parse(address!.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
    expect(await it_.send(address!, chunks[seq]!)).toBe(200);
  }
  expect(await it_.address(recording.id, 2, chunks[2]!)).toMatchObject({ stored: true, address: null, userErrors: [] });

  const input = { clientMutationId: randomUUID() };
  const first = await it_.complete(recording.id, chunks, input);
  expect(first.recording).toMatchObject({ status: 'UPLOADED', sha256: sha256(Buffer.concat(chunks)), durationMs: 1000, byteLength: 32_044 });
  expect((await it_.complete(recording.id, chunks, input)).recording).toEqual(first.recording);
  expect((await it_.complete(recording.id, chunks)).recording).toMatchObject({ status: 'UPLOADED' });
  expect((await it_.store.get(soundKey(bare(recording.id), sha256(Buffer.concat(chunks))))).equals(Buffer.concat(chunks))).toBe(true);
  expect(await it_.store.head(chunkKey(bare(recording.id), 0))).toBeNull();
  const messages = await it_.asOwner(`SELECT subject FROM voice.outbox WHERE payload ->> 'recordingId' = $1`, [bare(recording.id)]);
  expect(messages).toHaveLength(1);
});

test('twenty completions at once are one', async () => {
  const { recording, chunks } = await uploaded();
  const answers = await Promise.all(Array.from({ length: 20 }, () => it_.complete(recording.id, chunks)));
  expect(answers.map((answer) => answer.recording?.status)).toEqual(answers.map(() => 'UPLOADED'));
  expect(await it_.asOwner(`SELECT 1 FROM voice.outbox WHERE payload ->> 'recordingId' = $1`, [bare(recording.id)])).toHaveLength(1);
});

test('a device that was cut off sees what arrived, and sends the rest', async () => {
  const recording = await it_.record();
  const chunks = toneInChunks(3);
  for (const seq of [0, 1, 2]) {
    const { address } = await it_.address(recording.id, seq, chunks[seq]!);
    if (seq !== 1) await it_.send(address!, chunks[seq]!);
  }
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { ${recordingFields} } }`, { id: recording.id });
  expect(data?.['recording']).toMatchObject({ status: 'UPLOADING', chunks: [{ seq: 0, stored: true }, { seq: 1, stored: false }, { seq: 2, stored: true }] });
  const early = await it_.complete(recording.id, chunks);
  expect(codes(early)).toEqual(['CHUNK_MISSING']);
  expect(early.userErrors[0]?.message).toContain('1');
  const { address } = await it_.address(recording.id, 1, chunks[1]!);
  await it_.send(address!, chunks[1]!);
  expect((await it_.complete(recording.id, chunks)).recording?.status).toBe('UPLOADED');
});

test('other content for an announced number is a conflict', async () => {
  const recording = await it_.record();
  const [first, second] = toneInChunks(2);
  await it_.address(recording.id, 0, first!);
  expect(codes(await it_.address(recording.id, 0, Buffer.concat([second!, Buffer.from('x')])))).toEqual(['CHUNK_CONFLICT']);
});

test('an address takes one content only', async () => {
  const recording = await it_.record();
  const [chunk] = toneInChunks(1);
  const { address } = await it_.address(recording.id, 0, chunk!);
  const altered = Buffer.from(chunk!);
  altered[100] = altered[100]! ^ 0xff;
  expect(await it_.send(address!, altered)).toBeGreaterThanOrEqual(400);
  expect(await it_.send(address!, chunk!.subarray(0, 100))).toBeGreaterThanOrEqual(400);
  expect(codes(await it_.complete(recording.id, [chunk!]))).toEqual(['CHUNK_MISSING']);
});

test('a chunk that was altered in the store is found and asked for again', async () => {
  const { recording, chunks } = await uploaded(2);
  const altered = Buffer.from(chunks[1]!);
  altered[10] = altered[10]! ^ 0xff;
  await it_.store.put(chunkKey(bare(recording.id), 1), altered, { contentType: 'application/octet-stream' });
  expect(codes(await it_.complete(recording.id, chunks))).toEqual(['CHUNK_CORRUPT']);
  const again = await it_.address(recording.id, 1, chunks[1]!);
  expect(again.stored).toBe(false);
  await it_.send(again.address!, chunks[1]!);
  expect((await it_.complete(recording.id, chunks)).recording?.status).toBe('UPLOADED');
});

test('what is not sound is put aside', async () => {
  const recording = await it_.record();
  const text = Buffer.from('this is a letter and no sound at all '.repeat(50));
  const { address } = await it_.address(recording.id, 0, text);
  await it_.send(address!, text);
  expect(codes(await it_.complete(recording.id, [text]))).toEqual(['AUDIO_UNREADABLE']);
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { status } }`, { id: recording.id });
  expect(data?.['recording']).toEqual({ status: 'QUARANTINED' });
  expect(codes(await it_.call('completeRecording', { recordingId: recording.id, chunks: 0, sha256: 'a'.repeat(64) }, 'recording { id }'))).toEqual(['AUDIO_EMPTY']);
});

test.each([
  ['a negative number', { seq: -1, byteLength: 10, sha256: 'a'.repeat(64) }],
  ['no bytes', { seq: 0, byteLength: 0, sha256: 'a'.repeat(64) }],
  ['17 MiB', { seq: 0, byteLength: 17 * 1024 * 1024, sha256: 'a'.repeat(64) }],
  ['a hash that is none', { seq: 0, byteLength: 10, sha256: 'xyz' }],
])('%s is refused', async (_, chunk) => {
  const recording = await it_.record();
  expect(codes(await it_.call('requestChunkUpload', { recordingId: recording.id, ...chunk }, 'stored'))).toEqual(['VALIDATION']);
});

describe('consent', () => {
  test('without it there is no recording and no address', async () => {
    const recording = await it_.record();
    it_.consent.state = 'revoked';
    expect(codes(await it_.call('createRecording', { encounterId: `enc_${encounterId}`, mediaType: 'audio/wav' }, 'recording { id }'))).toEqual(['CONSENT_REQUIRED']);
    expect(codes(await it_.address(recording.id, 0, toneInChunks(1)[0]!))).toEqual(['CONSENT_REQUIRED']);
  });

  test('revoked before the end: what came after is deleted, and nothing is told to the machines', async () => {
    const { recording, chunks } = await uploaded(2);
    it_.consent.state = 'revoked';
    it_.consent.since = new Date();
    expect(codes(await it_.complete(recording.id, chunks))).toEqual(['CONSENT_REQUIRED']);
    for (const seq of [0, 1]) expect(await it_.store.head(chunkKey(bare(recording.id), seq))).toBeNull();
    expect(await it_.asOwner(`SELECT 1 FROM voice.outbox WHERE payload ->> 'recordingId' = $1`, [bare(recording.id)])).toEqual([]);
    it_.consent.state = 'given';
    expect(codes(await it_.complete(recording.id, chunks))).toEqual(['INVALID_TRANSITION']);
  });

  test('revoked while nobody completes: closed at once, and what still arrives is deleted once addresses have ended', async () => {
    const recording = await it_.record();
    const chunks = toneInChunks(2);
    const { address } = await it_.address(recording.id, 0, chunks[0]!);
    it_.consent.state = 'revoked';
    it_.consent.since = new Date();
    const event = { tenant: 'demo', patientId, requestedBy: 'dr.osei', occurredAt: new Date().toISOString(), consentId: randomUUID(), type: 'RECORDING', status: 'REVOKED', version: 2 };
    await Promise.all([heedRevocation(it_, event, randomUUID()), heedRevocation(it_, event, randomUUID())]);
    const status = async () => ((await it_.ask(`query ($id: ID!) { recording(id: $id) { status } }`, { id: recording.id })).data?.['recording'] as { status: string }).status;
    expect(await status()).toBe('QUARANTINED');
    // The address was given before and lives on: the store takes it, the sweep does not leave it.
    expect(await it_.send(address!, chunks[0]!)).toBe(200);
    await it_.asOwner(`UPDATE voice.recording SET updated_at = updated_at - interval '11 minutes' WHERE id = $1`, [bare(recording.id)]);
    await retireOnce(it_.dataSource, it_);
    expect(await it_.store.head(chunkKey(bare(recording.id), 0))).toBeNull();
    await it_.asOwner(`UPDATE voice.recording SET retain_until = clock_timestamp() - interval '1 day' WHERE id = $1`, [bare(recording.id)]);
    await retireOnce(it_.dataSource, it_);
    expect(await status()).toBe('DELETED');
  });

  test('other consents, and one that was given again, end nothing', async () => {
    const recording = await it_.record();
    const event = { tenant: 'demo', patientId, requestedBy: 'dr.osei', occurredAt: new Date().toISOString(), consentId: randomUUID(), type: 'RECORDING', status: 'REVOKED', version: 2 };
    await heedRevocation(it_, event, randomUUID());
    it_.consent.state = 'revoked';
    await heedRevocation(it_, { ...event, type: 'DATA_SHARING' }, randomUUID());
    await heedRevocation(it_, { ...event, tenant: 'demo-b' }, randomUUID());
    it_.consent.state = 'away';
    await expect(heedRevocation(it_, event, randomUUID())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    it_.consent.state = 'given';
    expect((await it_.address(recording.id, 0, toneInChunks(1)[0]!)).userErrors).toEqual([]);
  });

  test('revoked while the chunks are joined: no sound stays, and nothing is told to the machines', async () => {
    const { recording, chunks } = await uploaded(2);
    let times = 0;
    it_.consent.asked = () => {
      times += 1;
      if (times === 2) it_.consent.state = 'revoked';
    };
    try {
      expect(codes(await it_.complete(recording.id, chunks))).toEqual(['CONSENT_REQUIRED']);
    } finally {
      delete it_.consent.asked;
    }
    expect(await it_.store.head(soundKey(bare(recording.id), sha256(Buffer.concat(chunks))))).toBeNull();
    expect(await it_.asOwner(`SELECT 1 FROM voice.outbox WHERE subject LIKE 'events.recording-uploaded%' AND payload ->> 'recordingId' = $1`, [bare(recording.id)])).toEqual([]);
  });

  test('not to be found out is not a yes', async () => {
    it_.consent.state = 'away';
    const answer = await it_.ask(`mutation ($input: CreateRecordingInput!) { createRecording(input: $input) { recording { id } } }`, { input: { clientMutationId: randomUUID(), encounterId: `enc_${encounterId}`, mediaType: 'audio/wav' } });
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  });
});

test('what a device began and never finished is deleted after a week', async () => {
  const { recording } = await uploaded(1);
  await it_.asOwner(`UPDATE voice.recording SET updated_at = clock_timestamp() - interval '6 days' WHERE id = $1`, [bare(recording.id)]);
  await retireOnce(it_.dataSource, it_);
  expect(await it_.store.head(chunkKey(bare(recording.id), 0))).not.toBeNull();
  await it_.asOwner(`UPDATE voice.recording SET updated_at = clock_timestamp() - interval '8 days' WHERE id = $1`, [bare(recording.id)]);
  await retireOnce(it_.dataSource, it_);
  await it_.asOwner(`UPDATE voice.recording SET updated_at = clock_timestamp() - interval '1 hour' WHERE id = $1`, [bare(recording.id)]);
  await retireOnce(it_.dataSource, it_);
  expect(await it_.store.head(chunkKey(bare(recording.id), 0))).toBeNull();
});

test('a count of chunks that nobody can have is refused at once', async () => {
  const recording = await it_.record();
  expect(codes(await it_.call('completeRecording', { recordingId: recording.id, chunks: 2_147_483_647, sha256: 'a'.repeat(64) }, 'recording { id }'))).toEqual(['VALIDATION']);
});

test('more than 1 GiB is refused before it is sent', async () => {
  const recording = await it_.record();
  await it_.asOwner(
    `INSERT INTO voice.recording_chunk (tenant, recording_id, seq, byte_length, sha256, address_issued_at) SELECT 'demo', $1, 1000 + n, 16777216, repeat('a', 64), clock_timestamp() FROM generate_series(1, 64) n`,
    [bare(recording.id)],
  );
  expect(codes(await it_.call('requestChunkUpload', { recordingId: recording.id, seq: 1, byteLength: 16 * 1024 * 1024, sha256: 'b'.repeat(64) }, 'stored'))).toEqual([]);
  expect(codes(await it_.call('requestChunkUpload', { recordingId: recording.id, seq: 2, byteLength: 16 * 1024 * 1024, sha256: 'b'.repeat(64) }, 'stored'))).toEqual(['VALIDATION']);
});

test('deleted sound is gone, unless it is under legal hold; time does the same', async () => {
  const { recording, chunks } = await uploaded(2);
  const { recording: whole } = await it_.complete(recording.id, chunks);
  await it_.asOwner(`UPDATE voice.recording SET legal_hold = true, retain_until = clock_timestamp() - interval '1 day' WHERE id = $1`, [bare(recording.id)]);
  const remove = (expectedVersion: number) => it_.call('deleteRecording', { recordingId: recording.id, expectedVersion }, 'recording { status } current { id version }');
  expect(codes(await remove(whole!.version))).toEqual(['INVALID_TRANSITION']);
  expect(await remove(whole!.version + 7)).toMatchObject({ userErrors: [{ code: 'CONFLICT' }], current: { version: whole!.version } });
  await retireOnce(it_.dataSource, it_);
  expect(await it_.store.head(soundKey(bare(recording.id), sha256(Buffer.concat(chunks))))).not.toBeNull();

  await it_.asOwner(`UPDATE voice.recording SET legal_hold = false WHERE id = $1`, [bare(recording.id)]);
  await retireOnce(it_.dataSource, it_);
  const { data } = await it_.ask(`query ($id: ID!) { recording(id: $id) { status } }`, { id: recording.id });
  expect(data?.['recording']).toEqual({ status: 'DELETED' });
  // Sound that a process which died would have left: found later by the sweep.
  await it_.asOwner(`UPDATE voice.recording SET updated_at = clock_timestamp() - interval '1 hour' WHERE id = $1`, [bare(recording.id)]);
  await it_.store.put(soundKey(bare(recording.id), sha256(Buffer.concat(chunks))), Buffer.from('left behind'), { contentType: 'audio/wav' });
  await retireOnce(it_.dataSource, it_);
  expect(await it_.store.head(soundKey(bare(recording.id), sha256(Buffer.concat(chunks))))).toBeNull();
  expect(await it_.asOwner(`SELECT 1 FROM voice.recording WHERE id = $1 AND objects_gone_at IS NOT NULL`, [bare(recording.id)])).toHaveLength(1);
});
