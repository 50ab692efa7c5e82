/**
 * `npm run -s token -- --user dr.osei --role PRESCRIBER --tenant demo [--ttl SECONDS]`: prints a token of the
 * development issuer and nothing else. Exit 0, or 2 with a sentence.
 */
import { parseArgs } from 'node:util';
import { isRole, roles } from '@dra/access';
import { demoPeople } from '../run/demo-people.ts';
import { devToken } from '../run/dev-token.ts';
import { dataDirOf } from '../run/options.ts';
import { sentenceOf } from '../servers/failure.ts';

const usage = 'npm run -s token -- --user USER --role ROLE --tenant TENANT [--ttl SECONDS]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { user: { type: 'string' }, role: { type: 'string' }, tenant: { type: 'string', default: 'demo' }, ttl: { type: 'string', default: '3600' } },
  });
  const { user, role, tenant } = values;
  const ttlSeconds = Number(values.ttl);
  if (!user || !role) throw new Error(`say who and in which role: ${usage}`);
  const asked = role.split(',');
  if (!asked.every(isRole)) throw new Error(`there is no role ${role}: ${roles.join(', ')}`);
  if (!Object.hasOwn(demoPeople, tenant)) throw new Error(`there is no tenant ${tenant} here: ${Object.keys(demoPeople).join(', ')}`);
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > 86_400) throw new Error('--ttl takes seconds, from 1 to 86400');
  const token = await devToken(dataDirOf(process.env), { userId: user, tenant, roles: asked.filter(isRole), ttlSeconds });
  process.stdout.write(`${token}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 2;
});
