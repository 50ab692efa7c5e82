import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from './kubernetes-object.ts';
import { readKustomization } from './read-kustomization.ts';

export const render = (folder: string): KubernetesObject[] => readKustomization(resolve(process.cwd(), folder));

/** The same through kubectl, where it is installed; undefined where it is not. Needs no cluster. */
export function renderWithKubectl(folder: string): KubernetesObject[] | undefined {
  const kubectl = (process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, 'kubectl')).find(isProgram);
  if (!kubectl) return undefined;
  const text = execFileSync(kubectl, ['kustomize', resolve(process.cwd(), folder)], { encoding: 'utf8' });
  const documents = parseAllDocuments(text);
  const objects = (Array.isArray(documents) ? documents : []).map((document) => document.toJS() as KubernetesObject);
  return withoutHashes(objects);
}

/** Generated ConfigMaps are named after their content; here the plain name tells more. */
function withoutHashes(objects: KubernetesObject[]): KubernetesObject[] {
  const names = objects.filter((object) => object.kind === 'ConfigMap').map((object) => object.metadata.name);
  let text = JSON.stringify(objects);
  for (const name of names) text = text.replaceAll(`"${name}"`, `"${name.replace(/-[a-z0-9]{10}$/, '')}"`);
  return JSON.parse(text) as KubernetesObject[];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not in this folder of the PATH.
    return false;
  }
}

export const sorted = (objects: KubernetesObject[]) => [...objects].sort((a, b) => `${a.kind}/${a.metadata.name}`.localeCompare(`${b.kind}/${b.metadata.name}`));
