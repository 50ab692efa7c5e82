import { environmentOf, podTemplateOf } from './testing/kubernetes-object.ts';
import { render } from './testing/render.ts';

type Peer = { podSelector?: { matchLabels?: Record<string, string> }; namespaceSelector?: { matchLabels: Record<string, string> }; ipBlock?: { cidr: string } };
type Rule = { from?: Peer[]; to?: Peer[]; ports?: { protocol: string; port: string | number }[] };
type Policy = { podSelector: { matchLabels?: Record<string, string> }; policyTypes: string[]; ingress?: Rule[]; egress?: Rule[] };

const objects = render('k8s/overlays/launch');
const policies = objects.filter((object) => object.kind === 'NetworkPolicy').map((object) => ({ name: object.metadata.name, spec: object.spec as unknown as Policy }));
const pods = objects.filter((object) => podTemplateOf(object)).map((object) => ({ name: object.metadata.name, labels: podTemplateOf(object)!.metadata.labels ?? {}, container: podTemplateOf(object)!.spec.containers[0]! }));
const servers = pods.filter(({ container }) => container.ports?.some((port) => port.name === 'http'));

const selects = (labels: Record<string, string> | undefined, pod: Record<string, string>) => Object.entries(labels ?? {}).every(([key, value]) => pod[key] === value);
const rulesOf = (labels: Record<string, string>, direction: 'ingress' | 'egress') => policies.filter(({ spec }) => selects(spec.podSelector.matchLabels, labels)).flatMap(({ spec }) => spec[direction] ?? []);
const numberOf = (pod: (typeof pods)[number], port: string | number) => container(pod, port) ?? Number(port);
const container = (pod: (typeof pods)[number], port: string | number) => pod.container.ports?.find((one) => one.name === port)?.containerPort;

/** Pods that may open a connection to this one's port for requests. */
const callersOf = (pod: (typeof pods)[number]) =>
  pods.filter((caller) => {
    const port = container(pod, 'http');
    const admitted = rulesOf(pod.labels, 'ingress').some((rule) => (rule.from === undefined || rule.from.some((peer) => peer.podSelector && !peer.namespaceSelector && selects(peer.podSelector.matchLabels, caller.labels))) && rule.ports?.some((one) => numberOf(pod, one.port) === port));
    const letOut = rulesOf(caller.labels, 'egress').some((rule) => rule.to?.some((peer) => peer.podSelector && !peer.namespaceSelector && selects(peer.podSelector.matchLabels, pod.labels)) && rule.ports?.some((one) => one.port === port));
    return admitted && letOut;
  }).map(({ name }) => name);

/** Ports of the stores' namespace that a pod may reach. */
const storesOf = (labels: Record<string, string>) =>
  rulesOf(labels, 'egress').filter((rule) => rule.to?.some((peer) => peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] === 'dra-stores')).flatMap((rule) => rule.ports?.map((port) => Number(port.port)) ?? []);

/** What a process was told about tells where it must get to. */
const storePorts: Record<string, number> = { DATABASE_URL: 5432, MONGODB_URL: 27017, NATS_URL: 4222, REDIS_URL: 6379, S3_ENDPOINT: 7070 };

describe('network policies', () => {
  it('deny everything that no other one allows', () => {
    expect(policies.find(({ name }) => name === 'default-deny')?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it.each(policies.filter(({ name }) => name !== 'default-deny'))('$name is about pods that exist', ({ spec }) => {
    expect(pods.some(({ labels }) => selects(spec.podSelector.matchLabels, labels))).toBe(true);
    for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
      for (const peer of [...(rule.from ?? []), ...(rule.to ?? [])]) {
        if (peer.podSelector && !peer.namespaceSelector) expect(pods.some(({ labels }) => selects(peer.podSelector!.matchLabels, labels))).toBe(true);
      }
    }
  });

  it('let the gateway reach every subgraph, prescription the patient subgraph, and nobody else anybody', () => {
    expect(Object.fromEntries(servers.filter(({ name }) => name !== 'gateway').map((pod) => [pod.name, callersOf(pod)]))).toEqual({
      patient: ['gateway', 'prescription'],
      voice: ['gateway'],
      'clinical-note': ['gateway'],
      prescription: ['gateway'],
      inference: ['gateway'],
    });
  });

  it.each(pods)('$name reaches the stores that it is told of, and no other', ({ labels, container: one }) => {
    const environment = environmentOf(one, objects);
    const needed = Object.entries(storePorts).filter(([name]) => name in environment).map(([, port]) => port);
    expect(storesOf(labels).sort()).toEqual(needed.sort());
  });

  it.each(pods)('$name reaches the services that it is told of', (pod) => {
    for (const value of Object.values(environmentOf(pod.container, objects))) {
      const [, host] = /^http:\/\/([a-z-]+):\d+\/graphql$/.exec(value) ?? [];
      if (host) expect(callersOf(pods.find(({ name }) => name === host)!)).toContain(pod.name);
    }
  });

  it.each(servers)('$name shows its ops port to Prometheus alone', (pod) => {
    const ops = rulesOf(pod.labels, 'ingress').filter((rule) => rule.ports?.some((port) => port.port === 'ops'));
    expect(ops).toEqual([{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ protocol: 'TCP', port: 'ops' }] }]);
  });

  it('let nobody but the gateway out of the cluster, and it over HTTPS', () => {
    for (const { name, labels } of pods) {
      const outside = rulesOf(labels, 'egress').filter((rule) => rule.to?.some((peer) => peer.ipBlock));
      expect([name, outside.flatMap((rule) => rule.ports?.map((port) => port.port) ?? [])]).toEqual([name, name === 'gateway' ? [443] : []]);
    }
  });
});
