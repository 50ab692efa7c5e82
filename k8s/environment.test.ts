import { environmentOf as imageEnvironment, readDockerfile } from '../deploy/testing/read-dockerfile.ts';
import { makeEnv } from '../deploy/testing/secrets.ts';
import { environmentSchemas, faultsOf, isMigration, isService, known } from '../deploy/testing/service-environment.ts';
import { environmentOf, podTemplateOf } from './testing/kubernetes-object.ts';
import { render } from './testing/render.ts';

const objects = render('k8s/overlays/launch');
const stages = readDockerfile();
const made = makeEnv().values;

/** What an operator's Secrets hold, by the variable that they become. */
const secretValues: Record<string, string> = {
  DATABASE_URL: 'postgresql://role:password@pooler.dra-stores:5432/dra',
  MONGODB_URL: 'mongodb://dra_clinical_note:password@notes-0.notes.dra-stores:27017,notes-1.notes.dra-stores:27017/clinical_note?replicaSet=notes',
  NATS_URL: 'nats://account:password@nats.dra-stores:4222',
  REDIS_URL: 'redis://:password@redis.dra-stores:6379/0',
  S3_ACCESS_KEY_ID: 'account',
  S3_SECRET_ACCESS_KEY: 'a-long-secret',
  SERVICE_DB_PASSWORD: 'a-long-password',
  INTERNAL_SIGNING_KEY: made['DRA_INTERNAL_SIGNING_KEY']!,
};

const pods = objects.filter((object) => podTemplateOf(object)).map((object) => {
  const [container] = podTemplateOf(object)!.spec.containers;
  const target = /\/([\w-]+)/.exec(container!.image)![1]!;
  const told = environmentOf(container!, objects);
  // The overlay of an installation gives its own keys.
  if ('INTERNAL_JWKS' in told) told['INTERNAL_JWKS'] = made['DRA_INTERNAL_JWKS']!;
  const given = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, value.startsWith('secret:') ? (secretValues[name] ?? '') : value]));
  return { name: object.metadata.name, kind: object.kind, target, given, all: { ...imageEnvironment(stages.get(target)!), ...given } };
});

describe('the environment that the manifests give', () => {
  it.each(pods)('$name would start with it', async ({ kind, target, all }) => {
    expect(faultsOf(await environmentSchemas(target), all, kind === 'Job' ? isMigration : isService)).toEqual([]);
  });

  it.each(pods)('$name reads everything that it is given', async ({ target, given }) => {
    const names = known(await environmentSchemas(target));
    expect(Object.keys(given).filter((name) => !names.has(name))).toEqual([]);
  });
});
