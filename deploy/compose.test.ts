import { existsSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { interpolate, isOneShot, readCompose, variables } from './testing/compose.ts';
import type { ComposeService } from './testing/compose.ts';
import { environmentOf, lastOf, readDockerfile } from './testing/read-dockerfile.ts';
import { inRepository, readText } from './testing/repository.ts';

const compose = readCompose();
const stages = readDockerfile();
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.build);
const running = services.filter(([, service]) => !isOneShot(service));
const oneShots = services.filter(([, service]) => isOneShot(service));

describe('docker-compose.yml', () => {
  it('is a compose file: every key is one that Compose knows', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(JSON.parse(readText('deploy/schema/compose-spec.json')) as object);
    expect(validate(compose) ? [] : validate.errors).toEqual([]);
  });

  it('brings the stores as production has them, and every service and worker', () => {
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining([
        ...['postgres', 'postgres-replica', 'mongo-1', 'mongo-2', 'mongo-3', 'redis', 'nats', 's3'],
        ...['migrate-patient', 'migrate-voice', 'migrate-prescription', 'migrate-inference', 'mongo-prepare', 's3-prepare'],
        ...['gateway', 'patient', 'voice', 'clinical-note', 'prescription', 'inference', 'worker-transcription', 'worker-note', 'worker-prescription'],
      ]),
    );
    expect(compose.services['nats']!.image).toMatch(/^nats:2\.(1[2-9]|[2-9]\d)\./);
    expect(compose.services['postgres']!.image).toMatch(/^postgres:18\./);
    expect(compose.services['mongo-1']!.image).toMatch(/^mongo:8\./);
    expect(compose.services['postgres-replica']!.image).toBe(compose.services['postgres']!.image);
  });

  it.each(services)('%s: its image is pinned, and built from a target of the Dockerfile where it is ours', (_name, service) => {
    if (service.build) {
      expect(stages.has(service.build.target)).toBe(true);
      expect(service.image).toMatch(new RegExp(`^dr-assistant/${service.build.target}:\\$\\{DRA_VERSION:-\\d+\\.\\d+\\.\\d+\\}$`));
    } else {
      expect(service.image).toMatch(/:v?\d+\.\d+\.\d+|:\d+\.\d+(-|$)/);
      expect(service.image).not.toMatch(/latest/);
    }
  });

  it.each(running)('%s: has a health check, comes back when it dies, and ends in time', (_name, service) => {
    expect(service.healthcheck?.test?.length).toBeGreaterThan(1);
    expect(service.restart).toBe('unless-stopped');
    if (service.build) expect(seconds(service.stop_grace_period)).toBeGreaterThan(10);
  });

  it.each(oneShots)('%s: runs once, has no health to check, and somebody waits for it', (name, service) => {
    expect(service.healthcheck).toEqual({ disable: true });
    const waiting = services.filter(([, other]) => other.depends_on?.[name]?.condition === 'service_completed_successfully');
    expect(waiting.length).toBeGreaterThan(0);
  });

  it.each(services)('%s: is locked down', (name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.privileged).toBeUndefined();
    expect(service.logging?.options).toHaveProperty('max-size');
    // Giving two volumes to their users is what root is needed for: once, without a network, with that one capability.
    if (name === 'volumes') expect(service).toMatchObject({ user: '0:0', network_mode: 'none', cap_add: ['CHOWN'], restart: 'no' });
    else {
      expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      expect(service.cap_add).toBeUndefined();
    }
  });

  it.each(services)('%s: cannot take the whole host', (_name, service) => {
    const limits = service.deploy?.resources?.limits;
    expect(Number(limits?.cpus)).toBeGreaterThan(0);
    expect(limits?.memory).toMatch(/^\d+[MG]$/);
    expect(limits?.pids).toBeGreaterThan(0);
  });

  it.each(services)('%s: depends on what exists, by a condition that it can fulfil', (_name, service) => {
    for (const [dependency, { condition }] of Object.entries(service.depends_on ?? {})) {
      const other = compose.services[dependency];
      expect(other).toBeDefined();
      expect(condition === 'service_completed_successfully').toBe(isOneShot(other!));
    }
  });

  it('publishes the gateway and the door for uploads, on the loopback address by default, and nothing else', () => {
    const published = services.filter(([, service]) => service.ports).map(([name, service]) => [name, service.ports!.map((port) => interpolate(port, {}))]);
    expect(published).toEqual([
      ['s3', ['127.0.0.1:9000:7070']],
      ['gateway', ['127.0.0.1:4000:4000']],
    ]);
  });

  it('lets only the published two out of the internal networks', () => {
    const open = Object.entries(compose.networks).filter(([, network]) => !network?.internal).map(([name]) => name);
    expect(open).toEqual(['edge']);
    expect(services.filter(([, service]) => service.networks?.includes('edge')).map(([name]) => name).sort()).toEqual(['gateway', 's3']);
  });

  it('keeps stores from who has no business with them', () => {
    const on = (network: string) => services.filter(([, service]) => service.networks?.includes(network)).map(([name]) => name);
    expect(on('sql').filter((name) => !name.startsWith('migrate-') && !name.startsWith('postgres')).sort()).toEqual(['inference', 'patient', 'prescription', 'voice']);
    expect(on('documents').filter((name) => !name.startsWith('mongo-'))).toEqual(['clinical-note']);
    expect(on('cache').filter((name) => name !== 'redis')).toEqual(['gateway']);
    for (const worker of ['worker-transcription', 'worker-note', 'worker-prescription']) expect(compose.services[worker]!.networks).toEqual(['broker', 'objects']);
  });

  it('reaches by name only what shares a network', () => {
    for (const [name, service] of ours) {
      for (const value of Object.values(service.environment ?? {})) {
        for (const [, host = ''] of value.matchAll(/(?:\/\/|@|,)([a-z][a-z0-9-]*):\d+/g)) {
          if (host === 'localhost') continue;
          expect({ name, host, shared: service.networks!.some((network) => compose.services[host]?.networks?.includes(network)) }).toEqual({ name, host, shared: true });
        }
      }
    }
  });

  it('holds no secret and no default for one', () => {
    for (const [name, service] of services) {
      for (const [variable, value] of Object.entries(service.environment ?? {})) {
        const secret = /PASSWORD|SECRET|ACCESS_KEY|KEYFILE|SIGNING_KEY/.test(variable) || /:\/\/[^/]*@/.test(value);
        if (secret) expect({ name, variable, value }).toEqual({ name, variable, value: expect.stringMatching(/\$\{DRA_\w+:\?[^}]+\}/) });
      }
    }
    for (const { name, required } of variables()) {
      if (/PASSWORD|SECRET|ACCESS_KEY|KEYFILE|SIGNING_KEY|JWKS/.test(name)) expect({ name, required }).toEqual({ name, required: true });
    }
  });

  it('mounts files and volumes that exist, files read-only', () => {
    for (const [, service] of services) {
      for (const mount of service.volumes ?? []) {
        // A folder of the operator's, nothing where none is named.
        const theirs = /^\$\{DRA_\w+:-\/dev\/null\}:\/\w+:(\w+)$/.exec(mount);
        if (theirs) {
          expect(theirs[1]).toBe('ro');
          continue;
        }
        const [source = '', , mode] = mount.split(':');
        if (source.startsWith('./')) {
          expect(existsSync(inRepository(source))).toBe(true);
          expect(mode).toBe('ro');
        } else expect(Object.keys(compose.volumes)).toContain(source);
      }
    }
  });

  it('starts a service after its own migration, which runs in the same image as the owner of the database', () => {
    for (const name of ['patient', 'voice', 'prescription', 'inference']) {
      const service = compose.services[name]!;
      const migration = compose.services[`migrate-${name}`]!;
      expect(service.depends_on?.[`migrate-${name}`]?.condition).toBe('service_completed_successfully');
      expect(migration.image).toBe(service.image);
      expect(migration.environment?.['DATABASE_URL']).toMatch(/^postgresql:\/\/dra_owner:/);
      expect(service.environment?.['DATABASE_URL']).toMatch(new RegExp(`^postgresql://dra_${name}:`));
      // The password that the migration gives to the role is the one that the service logs in with.
      const [password] = /\$\{DRA_\w+_DB_PASSWORD/.exec(service.environment!['DATABASE_URL']!)!;
      expect(migration.environment?.['SERVICE_DB_PASSWORD']).toContain(password);
    }
  });

  it('sends requests to the ports that the images listen on', () => {
    const portOf = (name: string) => environmentOf(stages.get(name)!)['PORT'];
    for (const caller of ['gateway', 'prescription']) {
      const told = Object.entries(compose.services[caller]!.environment!).filter(([, value]) => value.startsWith('http://') && value.endsWith('/graphql'));
      expect(told.map(([name]) => name)).toEqual(caller === 'gateway' ? ['PATIENT_URL', 'VOICE_URL', 'CLINICAL_NOTE_URL', 'PRESCRIPTION_URL', 'INFERENCE_URL'] : ['PATIENT_URL']);
      for (const [variable, url] of told) {
        const name = variable.slice(0, -'_URL'.length).toLowerCase().replace('_', '-');
        expect(url).toBe(`http://${name}:${portOf(name)}/graphql`);
      }
    }
  });

  it('gives no service an account of another', () => {
    const account = (service: ComposeService) => /nats:\/\/(\w+):/.exec(service.environment?.['NATS_URL'] ?? '')?.[1];
    for (const [name, service] of ours.filter(([, one]) => !isOneShot(one))) {
      expect([name, account(service)]).toEqual([name, name === 'gateway' ? 'gateway' : name.startsWith('worker-') ? 'workers' : 'subgraphs']);
    }
    const holders = services.filter(([, service]) => service.environment && 'INTERNAL_SIGNING_KEY' in service.environment).map(([name]) => name);
    expect(holders).toEqual(['gateway']);
  });

  it('has an init where the image has none', () => {
    for (const [name, service] of ours) {
      const own = lastOf(stages.get(service.build!.target)!, 'ENTRYPOINT')?.includes('tini') ?? false;
      expect([name, (service as { init?: boolean }).init]).toEqual([name, !own]);
    }
  });
});

function seconds(duration = '0s'): number {
  return Number(/^(\d+)s$/.exec(duration)?.[1] ?? 0);
}
