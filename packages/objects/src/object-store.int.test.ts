import { testS3 } from '@dra/testkit';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createObjectStore, sha256Of } from './index.ts';
import type { ObjectStore, PresignedPut } from './index.ts';

describe('the object store, against a real S3 server', () => {
  let store: ObjectStore;
  let settings: Awaited<ReturnType<typeof testS3>>;
  beforeAll(async () => {
    settings = await testS3();
    store = createObjectStore(settings);
    await store.ensureBucket();
  });
  afterAll(() => store.close());

  const key = () => `test/${randomUUID()}`;

  it('keeps bytes, documents and their hashes', async () => {
    const body = randomBytes(10_000);
    const ref = await store.put(key(), body, { contentType: 'audio/wav' });
    expect(ref).toMatchObject({ sha256: sha256Of(body), bytes: 10_000 });
    expect(await store.get(ref.key)).toEqual(body);
    expect(await store.getRange(ref.key, 10, 20)).toEqual(body.subarray(10, 20));
    expect(await store.head(ref.key)).toEqual({ bytes: 10_000, contentType: 'audio/wav', sha256: ref.sha256 });
    expect(Buffer.concat(await Array.fromAsync(await store.getStream(ref.key)))).toEqual(body);

    const document = await store.putJson(key(), { segments: [{ text: 'ten milligrams, µg' }] });
    expect(await store.getJson(document)).toEqual({ segments: [{ text: 'ten milligrams, µg' }] });
  });

  it('puts a long stream together out of parts', async () => {
    const pieces = Array.from({ length: 50 }, () => randomBytes(400_000));
    async function* stream() {
      yield* pieces;
    }
    const ref = await store.putStream(key(), stream(), { contentType: 'audio/ogg' });
    const whole = Buffer.concat(pieces);
    expect(ref).toMatchObject({ sha256: sha256Of(whole), bytes: whole.byteLength });
    expect(sha256Of(await store.get(ref.key))).toBe(ref.sha256);
    expect(await store.head(ref.key)).toMatchObject({ bytes: whole.byteLength, contentType: 'audio/ogg' });
  });

  it('a stream that breaks leaves nothing', async () => {
    async function* breaking() {
      yield randomBytes(9_000_000);
      throw new Error('the source broke');
    }
    const broken = key();
    await expect(store.putStream(broken, breaking(), { contentType: 'audio/ogg' })).rejects.toThrow('the source broke');
    expect(await store.head(broken)).toBeNull();
  });

  it('tells what is missing from what is corrupt', async () => {
    await expect(store.get(key())).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
    expect(await store.head(key())).toBeNull();
    const { key: document } = await store.putJson(key(), { a: 1 });
    await expect(store.getJson({ key: document, sha256: sha256Of(Buffer.from('other')) })).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' });
  });

  it('deletes, also what is gone already', async () => {
    const { key: gone } = await store.putJson(key(), 1);
    await store.delete([gone, key()]);
    await store.delete([gone]);
    expect(await store.head(gone)).toBeNull();
  });

  it('deletes a folder, and nothing beside it', async () => {
    const folder = `test/${randomUUID()}`;
    const refs = await Promise.all(['/a', '/b/c', '-beside'].map((name) => store.putJson(`${folder}${name}`, 1)));
    await store.deleteFolder(`${folder}/`);
    await store.deleteFolder(`${folder}/`);
    expect((await Promise.all(refs.map(({ key: at }) => store.head(at)))).map((head) => head !== null)).toEqual([false, false, true]);
    for (const wrong of ['', '/', 'test/', folder]) await expect(store.deleteFolder(wrong)).rejects.toThrow('slash');
  });

  it('deletes what is older than a moment, so many at once, and nothing that is younger or elsewhere', async () => {
    const folder = `old-${randomUUID()}`;
    const refs: { key: string }[] = [];
    for (const name of ['1/1.json', '1/2.json', '2/1.json']) refs.push(await store.put(`${folder}/${name}`, Buffer.from('x'), { contentType: 'text/plain' }));
    const other = await store.put(`${folder}-other/1`, Buffer.from('x'), { contentType: 'text/plain' });
    const there = async () => (await Promise.all([...refs, other].map(({ key: at }) => store.head(at)))).map((head) => head !== null);
    expect(await store.deleteOlder(`${folder}/`, new Date(Date.now() - 3_600_000), 10)).toBe(0);
    expect(await store.deleteOlder(`${folder}/`, new Date(Date.now() + 3_600_000), 2)).toBe(2);
    expect(await there()).toEqual([false, false, true, true]);
    expect(await store.deleteOlder(`${folder}/`, new Date(Date.now() + 3_600_000), 10)).toBe(1);
    expect(await store.deleteOlder(`${folder}/`, new Date(Date.now() + 3_600_000), 10)).toBe(0);
    expect(await there()).toEqual([false, false, false, true]);
    for (const wrong of ['', '/', folder]) await expect(store.deleteOlder(wrong, new Date(), 1)).rejects.toThrow('slash');
  });

  it('a store that does not answer is DEPENDENCY_UNAVAILABLE, within its deadline', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const away = createObjectStore({ ...settings, endpoint, publicEndpoint: endpoint, timeoutMs: 200 });
    await expect(away.get(key())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    away.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  describe('an upload address', () => {
    const body = Buffer.from('this is the sound that was announced');
    let at: string;
    let address: PresignedPut;
    beforeEach(async () => {
      at = key();
      address = await store.presignPut(at, { byteLength: body.byteLength, sha256: sha256Of(body), expiresSeconds: 300 });
    });
    const send = (data: Buffer, headers: Record<string, string> = address.headers, url = address.url) =>
      fetch(url, { method: 'PUT', headers: { ...headers, 'content-length': String(data.byteLength) }, body: new Uint8Array(data) });

    it('takes the content announced, twice too', async () => {
      expect((await send(body)).status).toBe(200);
      expect((await send(body)).status).toBe(200);
      expect(await store.get(at)).toEqual(body);
      expect(await store.head(at)).toMatchObject({ sha256: sha256Of(body) });
    });

    it.each([
      ['other content of the same length', () => send(Buffer.from(body.toString().toUpperCase()))],
      ['a longer body', () => send(Buffer.concat([body, body]))],
      ['a shorter body', () => send(body.subarray(1))],
      ['another hash in the header', () => send(Buffer.from(body.toString().toUpperCase()), { ...address.headers, 'x-amz-checksum-sha256': Buffer.from(sha256Of(Buffer.from('x')), 'hex').toString('base64') })],
      ['no hash in the header', () => send(body, { 'content-type': address.headers['content-type'] as string })],
      ['another key', () => send(body, address.headers, address.url.replace(at, key()))],
      ['a longer life than was signed', () => send(body, address.headers, address.url.replace('X-Amz-Expires=300', 'X-Amz-Expires=3000'))],
    ])('the store itself refuses %s', async (_, sent) => {
      expect((await sent()).status).toBeGreaterThanOrEqual(400);
      expect(await store.head(at)).toBeNull();
    });

    it('ends', async () => {
      const short = await store.presignPut(at, { byteLength: body.byteLength, sha256: sha256Of(body), expiresSeconds: 1 });
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      expect((await send(body, short.headers, short.url)).status).toBe(403);
      await expect(store.presignPut(at, { byteLength: 1, sha256: sha256Of(body), expiresSeconds: 301 })).rejects.toThrow();
    });
  });
});
