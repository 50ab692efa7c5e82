import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '@dra/access';
import { createLogger } from '@dra/service';
import { OpenExchange } from '../front/exchange.ts';
import { createFlags } from './create-flags.ts';
import type { FeatureFlags } from './create-flags.ts';
import { readFlags } from './flag-file.ts';
import { useFeatureFlags } from './use-feature-flags.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const caller = (userId: string, tenant: string, roles: Caller['roles'] = ['CLINICIAN']): Caller => ({ userId, tenant, roles, scopes: [], expiresAt: 0 });

let folder: string;
let file: string;
let flags: FeatureFlags;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flags-'));
  file = join(folder, 'flags.yaml');
  await writeFile(file, 'notes: { tenants: { demo: true }, roles: { ADMIN: true } }\nhalf: { percent: 50 }\nnext: { tenants: { pilot: true } }\n');
  flags = await createFlags({ file, everyMs: 20, logger });
});
afterAll(async () => {
  flags.close();
  await rm(folder, { recursive: true });
});

const asked = async (who: Caller | null) => {
  const exchange = new OpenExchange({ method: 'POST', headers: {}, deadline: 0, address: '' });
  exchange.caller = who;
  await useFeatureFlags(flags.client, { labels: { 'notes-by-new-service': 'notes', half: 'half', unknown: 'no-such-flag' }, versions: { v2: 'next' } }).onRequest?.(exchange);
  return { labels: [...exchange.overrideLabels].filter((label) => label !== 'half'), half: exchange.overrideLabels.has('half'), version: exchange.graphVersion };
};

describe('feature flags', () => {
  it('switch labels and versions by tenant and role', async () => {
    expect((await asked(caller('a', 'demo'))).labels).toEqual(['notes-by-new-service']);
    expect((await asked(caller('a', 'other'))).labels).toEqual([]);
    expect((await asked(caller('a', 'other', ['ADMIN']))).labels).toEqual(['notes-by-new-service']);
    expect(await asked(caller('a', 'pilot'))).toMatchObject({ labels: [], version: 'v2' });
    expect(await asked(null)).toEqual({ labels: [], half: false, version: undefined });
  });

  it('are on for a share of users, always the same', async () => {
    const users = Array.from({ length: 400 }, (_, index) => caller(`user-${index}`, 'other'));
    const first = await Promise.all(users.map(async (one) => (await asked(one)).half));
    const share = first.filter(Boolean).length / first.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    expect(await Promise.all(users.slice(0, 50).map(async (one) => (await asked(one)).half))).toEqual(first.slice(0, 50));
  });

  it('change with their file; a broken one changes nothing', async () => {
    const labelsOf = async () => (await asked(caller('a', 'other'))).labels;
    await writeFile(file, 'notes: { default: true }\n');
    for (let tries = 0; tries < 200 && (await labelsOf()).length === 0; tries += 1) await sleep(10);
    expect(await labelsOf()).toEqual(['notes-by-new-service']);
    await writeFile(file, 'notes: { percent: 500 }\n');
    await sleep(100);
    expect(await labelsOf()).toEqual(['notes-by-new-service']);
    expect(() => readFlags('notes: { percent: 500 }')).toThrow(/notes\.percent/);
  });
});
