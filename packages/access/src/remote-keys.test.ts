import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { remoteKeys } from './remote-keys.ts';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
const minute = 60_000;
let pairs: Pair[];
let answer: 'keys' | 'fault';
let asked = 0;
let url: URL;
const server = createServer((_, response) => {
  asked += 1;
  if (answer === 'fault') return response.writeHead(503).end();
  return void Promise.all(pairs.map(async ({ publicKey }, at) => ({ ...(await exportJWK(publicKey)), kid: `key-${at}`, alg: 'EdDSA' }))).then((keys) => response.end(JSON.stringify({ keys })));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(async () => {
  pairs = [await generateKeyPair('EdDSA')];
  answer = 'keys';
  asked = 0;
});

const token = (at = 0) => new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid: `key-${at}` }).setExpirationTime('1h').sign(pairs[at]!.privateKey);

it('go on while their provider is away, for an hour, and nobody waits for it at each token', async () => {
  let clock = Date.now();
  const wall = jest.spyOn(Date, 'now').mockImplementation(() => clock);
  try {
    const keys = remoteKeys(url);
    const verify = async () => jwtVerify(await token(), keys);
    await verify();
    await verify();
    expect(asked).toBe(1);
    answer = 'fault';
    clock += 11 * minute;
    await verify();
    await verify();
    await verify();
    expect(asked).toBe(2);
    clock += minute;
    await verify();
    expect(asked).toBe(3);
    clock += 60 * minute;
    await expect(verify()).rejects.toMatchObject({ code: 'ERR_JOSE_GENERIC' });
    answer = 'keys';
    clock += minute;
    await verify();
  } finally {
    wall.mockRestore();
  }
});

it('say that they could not look, of a key that may be new', async () => {
  let clock = Date.now();
  const wall = jest.spyOn(Date, 'now').mockImplementation(() => clock);
  try {
    const keys = remoteKeys(url);
    await jwtVerify(await token(), keys);
    pairs.push(await generateKeyPair('EdDSA'));
    answer = 'fault';
    clock += minute;
    await expect(token(1).then((one) => jwtVerify(one, keys))).rejects.toMatchObject({ code: 'ERR_JOSE_GENERIC' });
    await jwtVerify(await token(), keys);
    answer = 'keys';
    clock += minute;
    await token(1).then((one) => jwtVerify(one, keys));
  } finally {
    wall.mockRestore();
  }
});

it('are asked for again where none were ever had', async () => {
  answer = 'fault';
  const keys = remoteKeys(url);
  await expect(token().then((one) => jwtVerify(one, keys))).rejects.toMatchObject({ code: 'ERR_JOSE_GENERIC' });
  answer = 'keys';
  await token().then((one) => jwtVerify(one, keys));
});
