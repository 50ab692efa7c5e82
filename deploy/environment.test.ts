import { interpolate, isOneShot, readCompose } from './testing/compose.ts';
import { environmentOf, readDockerfile } from './testing/read-dockerfile.ts';
import { makeEnv, operatorSettings } from './testing/secrets.ts';
import { environmentSchemas, faultsOf, isMigration, isService, known } from './testing/service-environment.ts';

const values = { ...makeEnv().values, ...operatorSettings };
const stages = readDockerfile();
const ours = Object.entries(readCompose().services).filter(([, service]) => service.build);

/** What the process sees: the image's environment, then compose's. */
const environments = ours.map(([name, service]) => {
  const given = Object.fromEntries(Object.entries(service.environment ?? {}).map(([variable, value]) => [variable, interpolate(value, values)]));
  return { name, target: service.build!.target, oneShot: isOneShot(service), given, all: { ...environmentOf(stages.get(service.build!.target)!), ...given } };
});

describe('the environment that compose gives', () => {
  it.each(environments)('$name would start with it', async ({ target, oneShot, all }) => {
    expect(faultsOf(await environmentSchemas(target), all, oneShot ? isMigration : isService)).toEqual([]);
  });

  it.each(environments)('$name reads everything that it is given', async ({ target, given }) => {
    const names = known(await environmentSchemas(target));
    expect(Object.keys(given).filter((name) => !names.has(name))).toEqual([]);
  });
});
