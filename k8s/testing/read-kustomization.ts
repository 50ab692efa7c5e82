import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { KubernetesObject, PodTemplate } from './kubernetes-object.ts';
import { podTemplateOf } from './kubernetes-object.ts';

type Operation = { op: 'replace' | 'add'; path: string; value: unknown };
type Kustomization = {
  apiVersion: string;
  kind: string;
  namespace?: string;
  labels?: { pairs: Record<string, string>; includeTemplates?: boolean }[];
  resources?: string[];
  images?: { name: string; newName?: string; newTag?: string }[];
  configMapGenerator?: { name: string; behavior?: 'merge'; literals: string[] }[];
  patches?: { target: { kind: string; name?: string }; patch: string }[];
};

const understood = ['apiVersion', 'kind', 'namespace', 'labels', 'resources', 'images', 'configMapGenerator', 'patches'];
const clusterWide = new Set(['Namespace']);

/**
 * What `kubectl kustomize` makes of a folder, for the few features that ours use: the tests need no kubectl. Generated
 * ConfigMaps keep their plain name. @throws on a feature that it does not know, rather than pass it over
 */
export function readKustomization(folder: string): KubernetesObject[] {
  const kustomization = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
  const unknown = Object.keys(kustomization).filter((key) => !understood.includes(key));
  if (unknown.length > 0) throw new Error(`${folder}: this reader does not know ${unknown.join(', ')}`);

  const objects = (kustomization.resources ?? []).flatMap((resource) => readResource(join(folder, resource)));
  for (const generator of kustomization.configMapGenerator ?? []) generate(objects, generator);
  for (const patch of kustomization.patches ?? []) applyPatch(objects, patch);
  for (const object of objects) {
    if (kustomization.namespace && !clusterWide.has(object.kind)) object.metadata.namespace = kustomization.namespace;
    if (kustomization.namespace && object.kind === 'Namespace') object.metadata.name = kustomization.namespace;
    const template = podTemplateOf(object);
    for (const { pairs, includeTemplates } of kustomization.labels ?? []) {
      object.metadata.labels = { ...object.metadata.labels, ...pairs };
      if (includeTemplates && template) template.metadata.labels = { ...template.metadata.labels, ...pairs };
    }
    if (template) nameImages(template, kustomization.images ?? []);
  }
  return objects;
}

function readResource(path: string): KubernetesObject[] {
  if (!existsSync(path)) throw new Error(`${path} does not exist`);
  if (statSync(path).isDirectory()) return readKustomization(path);
  const documents = parseAllDocuments(readFileSync(path, 'utf8'));
  return (Array.isArray(documents) ? documents : []).map((document) => {
    if (document.errors.length > 0) throw document.errors[0]!;
    return document.toJS() as KubernetesObject;
  });
}

function generate(objects: KubernetesObject[], { name, behavior, literals }: { name: string; behavior?: 'merge'; literals: string[] }): void {
  const data = Object.fromEntries(literals.map((literal) => [literal.slice(0, literal.indexOf('=')), literal.slice(literal.indexOf('=') + 1)]));
  const present = objects.find((object) => object.kind === 'ConfigMap' && object.metadata.name === name);
  if (behavior === 'merge') {
    if (!present) throw new Error(`there is no ConfigMap ${name} to merge into`);
    present.data = { ...present.data, ...data };
  } else if (present) throw new Error(`ConfigMap ${name} is generated twice`);
  else objects.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}

function nameImages(template: PodTemplate, images: { name: string; newName?: string; newTag?: string }[]): void {
  for (const container of template.spec.containers) {
    const image = images.find((one) => one.name === container.image.split(':')[0]);
    if (image) container.image = `${image.newName ?? image.name}${image.newTag ? `:${image.newTag}` : ''}`;
  }
}

function applyPatch(objects: KubernetesObject[], { target, patch }: { target: { kind: string; name?: string }; patch: string }): void {
  const operations = parse(patch) as Operation[];
  if (!Array.isArray(operations)) throw new Error('this reader knows JSON patches only');
  const matching = objects.filter((object) => object.kind === target.kind && (target.name === undefined || object.metadata.name === target.name));
  if (matching.length === 0) throw new Error(`a patch is about a ${target.kind} that is not there`);
  for (const object of matching) {
    for (const { op, path, value } of operations) {
      const keys = path.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
      const last = keys.pop()!;
      const parent = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, object as unknown as Record<string, unknown>);
      if (op === 'replace' && !(last in parent)) throw new Error(`${path} is not there to be replaced`);
      parent[last] = value;
    }
  }
}
