import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestGateway } from './testing/test-gateway.ts';
import type { TestGateway } from './testing/test-gateway.ts';

let folder: string;
let t: TestGateway;
let base: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explorer-'));
  await writeFile(join(folder, 'index.html'), '<html>GraphiQL</html>');
  await writeFile(join(folder, 'page.js'), 'code()');
  await writeFile(join(folder, 'secret.txt'), 'not ours to serve');
  t = await startTestGateway({ explorerFolder: folder });
  base = t.url.replace('/graphql', '');
});
afterAll(async () => {
  await t.stop();
  await rm(folder, { recursive: true });
});

it('shows a browser both explorers and how to authenticate', async () => {
  for (const path of ['/', '/graphql']) {
    const response = await fetch(base + path, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toMatch(/href="\/graphiql\/"[\s\S]*href="\/sandbox"[\s\S]*npm run -s token[\s\S]*Authorization/);
  }
  expect(await (await fetch(`${base}/sandbox`)).text()).toMatch(/\/graphiql\/[\s\S]*onerror/);
});

it('serves the built GraphiQL, and nothing else of that folder or beside it', async () => {
  expect(await (await fetch(`${base}/graphiql`)).text()).toBe('<html>GraphiQL</html>');
  const script = await fetch(`${base}/graphiql/page.js`);
  expect([script.headers.get('content-type'), await script.text()]).toEqual(['text/javascript; charset=utf-8', 'code()']);
  for (const path of ['secret.txt', '..%2fpackage.json', '%2e%2e/package.json', 'nothing.js']) expect((await fetch(`${base}/graphiql/${path}`)).status).toBe(404);
});

it('says how to build GraphiQL where it is not built', async () => {
  const bare = await startTestGateway({ explorerFolder: join(folder, 'nowhere') });
  const response = await fetch(bare.url.replace('/graphql', '/graphiql/'));
  expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('gateway/explorer/build.mjs')]);
  await bare.stop();
});
