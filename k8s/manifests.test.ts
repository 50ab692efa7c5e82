import { environmentOf as imageEnvironment, readDockerfile } from '../deploy/testing/read-dockerfile.ts';
import { readCompose } from '../deploy/testing/compose.ts';
import { environmentOf, podTemplateOf } from './testing/kubernetes-object.ts';
import type { Container, KubernetesObject, PodTemplate } from './testing/kubernetes-object.ts';
import { render, renderWithKubectl, sorted } from './testing/render.ts';

const objects = render('k8s/overlays/launch');
const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
const named = (kind: string, name: string) => ofKind(kind).find((object) => object.metadata.name === name);
const stages = readDockerfile();

type Workload = { name: string; object: KubernetesObject; template: PodTemplate; container: Container };
const workload = (object: KubernetesObject): Workload => {
  const template = podTemplateOf(object)!;
  return { name: object.metadata.name, object, template, container: template.spec.containers[0]! };
};
const deployments = ofKind('Deployment').map(workload);
const jobs = ofKind('Job').map(workload);
const pods = [...deployments, ...jobs];
const workers = deployments.filter(({ name }) => name.startsWith('worker-'));
const servers = deployments.filter(({ name }) => !name.startsWith('worker-'));
const matchLabels = (object: KubernetesObject | undefined) => (object?.spec?.['selector'] as { matchLabels: Record<string, string> } | undefined)?.matchLabels;

describe('k8s/overlays/launch', () => {
  it.each(['k8s/base', 'k8s/overlays/launch'])('%s: the reader of these tests makes of it what kubectl does, where kubectl is', (folder) => {
    const theirs = renderWithKubectl(folder);
    if (theirs) expect(sorted(render(folder))).toEqual(sorted(theirs));
  });

  it('has each thing once', () => {
    const keys = objects.map((object) => `${object.kind}/${object.metadata.name}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('runs the same services, workers and migrations as docker-compose.yml', () => {
    const composed = Object.entries(readCompose().services).filter(([, service]) => service.build).map(([name]) => name);
    expect(pods.map(({ name }) => name).sort()).toEqual(composed.sort());
  });

  it('holds no Secret', () => {
    expect(ofKind('Secret')).toEqual([]);
    for (const map of ofKind('ConfigMap')) for (const name of Object.keys(map.data ?? {})) expect(name).not.toMatch(/PASSWORD|SECRET|SIGNING_KEY|DATABASE_URL|MONGODB_URL|NATS_URL|REDIS_URL/);
  });

  it.each(pods)('$name: its image is a target of the Dockerfile, at a version', ({ container }) => {
    const [, target = '', tag] = /^dr-assistant\/([\w-]+)(?::(.+))?$/.exec(container.image) ?? [];
    expect(stages.has(target)).toBe(true);
    expect(tag).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(pods)('$name: may do nothing that it need not', ({ template, container }) => {
    const { spec } = template;
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.securityContext?.runAsUser).toBeGreaterThan(0);
    expect(spec.automountServiceAccountToken).toBe(false);
    expect([spec.hostNetwork, spec.hostPID]).toEqual([undefined, undefined]);
    expect(named('ServiceAccount', spec.serviceAccountName ?? '')).toMatchObject({ automountServiceAccountToken: false });
    expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    // A root file system that cannot be written needs a place that can.
    expect(container.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
    expect(spec.volumes?.map((volume) => volume.name)).toEqual(['tmp']);
  });

  it.each(pods)('$name: says what it needs, and cannot take a node', ({ container }) => {
    expect(container.resources?.requests).toMatchObject({ cpu: expect.any(String), memory: expect.any(String) });
    expect(container.resources?.limits?.['memory']).toBe(container.resources?.requests?.['memory']);
  });

  it.each(deployments)('$name: is asked for its health on the ops port', ({ container, template }) => {
    const { OPS_PORT } = environmentOf(container, objects);
    const ports = Object.fromEntries((container.ports ?? []).map((port) => [port.name, String(port.containerPort)]));
    expect(ports['ops']).toBe(OPS_PORT);
    const asked = (probe: Container['livenessProbe']) => [probe?.httpGet.path, ports[probe?.httpGet.port ?? ''] ?? String(probe?.httpGet.port)];
    expect(asked(container.startupProbe)).toEqual(['/livez', OPS_PORT]);
    expect(asked(container.livenessProbe)).toEqual(['/livez', OPS_PORT]);
    expect(asked(container.readinessProbe)).toEqual(['/readyz', OPS_PORT]);
    // A readiness check may take 2 s, a start as long as two stores take to answer.
    expect(container.readinessProbe?.timeoutSeconds).toBeGreaterThan(2);
    expect((container.startupProbe?.periodSeconds ?? 0) * (container.startupProbe?.failureThreshold ?? 0)).toBeGreaterThan(60);
    expect(template.metadata.annotations?.['prometheus.io/port']).toBe(OPS_PORT);
  });

  it.each(deployments)('$name: has the ports of its image', ({ name, container }) => {
    const { PORT, OPS_PORT } = imageEnvironment(stages.get(name)!);
    const given = environmentOf(container, objects);
    expect([given['PORT'], given['OPS_PORT']]).toEqual([PORT, OPS_PORT]);
    expect(container.ports?.map((port) => String(port.containerPort))).toEqual([PORT, OPS_PORT].filter((port) => port !== undefined));
  });

  it.each(deployments)('$name: has longer to end than it takes to drain', ({ template, container }) => {
    const before = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(before + 10);
  });

  it.each(deployments)('$name: selects its own pods, spread over nodes and zones, one at a time when nodes are drained', ({ name, object, template }) => {
    const labels = template.metadata.labels;
    expect(labels).toMatchObject(matchLabels(object)!);
    expect(matchLabels(object)).toEqual({ 'app.kubernetes.io/name': name });
    const spread = template.spec.topologySpreadConstraints ?? [];
    expect(spread.map((one) => one.topologyKey)).toEqual(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);
    for (const { labelSelector } of spread) expect(labels).toMatchObject(labelSelector.matchLabels);
    expect(named('PodDisruptionBudget', name)?.spec).toMatchObject({ maxUnavailable: 1, selector: { matchLabels: matchLabels(object)! } });
  });

  it.each(servers)('$name: is scaled by CPU at 70 %, memory at 80 % and requests a second', ({ name, object }) => {
    const scaler = named('HorizontalPodAutoscaler', name)!.spec as { scaleTargetRef: unknown; minReplicas: number; maxReplicas: number; metrics: Record<string, unknown>[]; behavior: { scaleUp: { stabilizationWindowSeconds: number }; scaleDown: { stabilizationWindowSeconds: number } } };
    expect(scaler.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name });
    expect(scaler.metrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      { type: 'Pods', pods: { metric: { name: 'http_requests_per_second' }, target: { type: 'AverageValue', averageValue: expect.stringMatching(/^\d+$/) } } },
    ]);
    expect(scaler.minReplicas).toBeGreaterThanOrEqual(2);
    expect(scaler.maxReplicas).toBe(4);
    // Up soon, down late.
    expect(scaler.behavior.scaleDown.stabilizationWindowSeconds).toBeGreaterThan(scaler.behavior.scaleUp.stabilizationWindowSeconds);
    // Whoever applies this again must not set the replicas back.
    expect(object.spec).not.toHaveProperty('replicas');
  });

  it.each(workers)('$name: is left to KEDA, and has no Service', ({ name, object }) => {
    expect(named('HorizontalPodAutoscaler', name)).toBeUndefined();
    expect(named('Service', name)).toBeUndefined();
    expect(object.spec?.['replicas']).toBe(1);
  });

  it.each(servers)('$name: has a Service inside the cluster that reaches its port for requests, and not the ops port', ({ name, template, container }) => {
    const service = named('Service', name)!.spec as { type: string; selector: Record<string, string>; ports: { port: number; targetPort: string }[] };
    expect(service.type).toBe('ClusterIP');
    expect(template.metadata.labels).toMatchObject(service.selector);
    expect(service.ports).toHaveLength(1);
    expect(container.ports?.find((port) => port.name === service.ports[0]!.targetPort)?.containerPort).toBe(service.ports[0]!.port);
    expect(service.ports[0]!.targetPort).toBe('http');
  });

  it('lets in through TLS, to the gateway alone', () => {
    const [ingress, ...others] = ofKind('Ingress');
    expect(others).toEqual([]);
    expect(ingress?.spec).toMatchObject({ tls: [{ secretName: expect.any(String) }], rules: [{ http: { paths: [{ path: '/graphql', backend: { service: { name: 'gateway' } } }] } }] });
  });

  it.each(jobs)('$name: migrates as the owner, ends, and goes', ({ object, template, container }) => {
    expect(container.command).toEqual(['node', 'migrate.cjs']);
    expect(template.spec.restartPolicy).toBe('Never');
    expect(object.spec).toMatchObject({ backoffLimit: expect.any(Number), activeDeadlineSeconds: expect.any(Number), ttlSecondsAfterFinished: expect.any(Number) });
    expect(environmentOf(container, objects)['DATABASE_URL']).toBe('secret:dra-migrations-database/DATABASE_URL');
    // The owner's account is known to migrations alone.
    for (const other of deployments) expect(JSON.stringify(other.template)).not.toContain('dra-migrations-database');
  });

  it('lets a release apply the migrations, and what they need, by one label', () => {
    const labelled = objects.filter((object) => object.metadata.labels?.['app.kubernetes.io/component'] === 'migration').map((object) => object.kind);
    expect(labelled.sort()).toEqual(['Job', 'Job', 'Job', 'Job', 'NetworkPolicy', 'ServiceAccount']);
  });

  it('is admitted by the strictest pod security', () => {
    expect(ofKind('Namespace')).toEqual([expect.objectContaining({ metadata: expect.objectContaining({ name: 'dr-assistant', labels: expect.objectContaining({ 'pod-security.kubernetes.io/enforce': 'restricted' }) }) })]);
    for (const object of objects.filter((one) => one.kind !== 'Namespace')) expect(object.metadata.namespace).toBe('dr-assistant');
  });
});
