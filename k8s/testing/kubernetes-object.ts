type EnvVar = { name: string; value?: string; valueFrom?: { secretKeyRef?: { name: string; key: string }; configMapKeyRef?: { name: string; key: string } } };
type Probe = { httpGet: { path: string; port: string | number }; periodSeconds?: number; timeoutSeconds?: number; failureThreshold?: number };

export type Container = {
  name: string;
  image: string;
  command?: string[];
  ports?: { name: string; containerPort: number }[];
  env?: EnvVar[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { preStop?: { sleep?: { seconds: number } } };
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: { allowPrivilegeEscalation?: boolean; readOnlyRootFilesystem?: boolean; capabilities?: { drop?: string[]; add?: string[] }; privileged?: boolean };
  volumeMounts?: { name: string; mountPath: string }[];
};

export type PodTemplate = {
  metadata: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    serviceAccountName?: string;
    automountServiceAccountToken?: boolean;
    securityContext?: { runAsNonRoot?: boolean; runAsUser?: number; seccompProfile?: { type: string } };
    terminationGracePeriodSeconds?: number;
    topologySpreadConstraints?: { topologyKey: string; labelSelector: { matchLabels: Record<string, string> } }[];
    containers: Container[];
    volumes?: { name: string }[];
    restartPolicy?: string;
    hostNetwork?: boolean;
    hostPID?: boolean;
  };
};

/** A manifest, as far as these tests look into it. */
export type KubernetesObject = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  data?: Record<string, string>;
  spec?: Record<string, unknown>;
};

/** Of a Deployment or a Job. */
export const podTemplateOf = (object: KubernetesObject): PodTemplate | undefined => object.spec?.['template'] as PodTemplate | undefined;

/** The environment of a container; values out of Secrets as `secret:NAME/KEY`. @throws when a ConfigMap is not there */
export function environmentOf(container: Container, objects: KubernetesObject[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (secretRef) throw new Error(`${container.name} takes a whole Secret: name its keys`);
    const map = objects.find((object) => object.kind === 'ConfigMap' && object.metadata.name === configMapRef?.name);
    if (!map) throw new Error(`${container.name} reads ConfigMap ${configMapRef?.name}, which is not there`);
    Object.assign(environment, map.data);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const secret = valueFrom?.secretKeyRef;
    if (value === undefined && !secret) throw new Error(`${container.name}: ${name} comes from nowhere`);
    environment[name] = secret ? `secret:${secret.name}/${secret.key}` : value!;
  }
  return environment;
}
