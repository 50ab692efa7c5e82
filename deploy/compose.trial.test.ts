import { developmentIssuer } from '../tools/dev/run/secrets-of-run.ts';
import { parse } from 'yaml';
import { interpolate, readCompose } from './testing/compose.ts';
import type { ComposeService } from './testing/compose.ts';
import { environmentOf, readDockerfile } from './testing/read-dockerfile.ts';
import { readText } from './testing/repository.ts';
import { makeEnv, operatorSettings } from './testing/secrets.ts';
import { environmentSchemas, faultsOf, isService } from './testing/service-environment.ts';

const { services } = parse(readText('deploy/compose.trial.yml')) as { services: Record<string, Pick<ComposeService, 'environment' | 'volumes'>> };

describe('deploy/compose.trial.yml', () => {
  it('changes whose tokens the gateway takes, and nothing else', () => {
    expect(Object.keys(services)).toEqual(['gateway']);
    expect(Object.keys(services['gateway']!).sort()).toEqual(['environment', 'volumes']);
    expect(services['gateway']!.environment).toEqual({
      NODE_ENV: 'development',
      IDENTITY_JWKS_URL: 'file:///run/identity/issuer.jwks.json',
      IDENTITY_ISSUER: developmentIssuer.issuer,
      IDENTITY_AUDIENCE: developmentIssuer.audience,
    });
  });

  it('gives the gateway an environment with which it starts, and which production refuses', async () => {
    const values = { ...makeEnv().values, ...operatorSettings };
    const given = Object.fromEntries(Object.entries(readCompose().services['gateway']!.environment!).map(([name, value]) => [name, interpolate(value, values)]));
    const trial = { ...environmentOf(readDockerfile().get('gateway')!), ...given, ...services['gateway']!.environment };
    const schemas = await environmentSchemas('gateway');
    expect(faultsOf(schemas, trial, isService)).toEqual([]);
    expect(faultsOf(schemas, { ...trial, NODE_ENV: 'production' }, isService)).toEqual([expect.stringContaining('IDENTITY_JWKS_URL')]);
  });
});
