import { parse } from 'yaml';
import { readText } from './repository.ts';

export type ComposeService = {
  image: string;
  build?: { context: string; target: string };
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  privileged?: boolean;
  networks?: string[];
  network_mode?: string;
  ports?: string[];
  volumes?: string[];
  tmpfs?: string[];
  restart?: string;
  stop_grace_period?: string;
  healthcheck?: { disable?: boolean; test?: string[] };
  depends_on?: Record<string, { condition: 'service_started' | 'service_healthy' | 'service_completed_successfully' }>;
  deploy?: { resources?: { limits?: { cpus?: string; memory?: string; pids?: number } } };
  logging?: { options?: Record<string, string> };
};

export type Compose = {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
};

/** Our own file refers to its common parts often: the limit on aliases is for strangers' files. */
export const readCompose = (): Compose => parse(readText('docker-compose.yml'), { merge: true, maxAliasCount: -1 }) as Compose;

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, as Compose reads them; `$$` is a dollar. @throws on a name without a value */
export function interpolate(text: string, values: Record<string, string>): string {
  return text.replace(/\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g, (whole, name: string | undefined, kind: string | undefined, rest: string) => {
    if (name === undefined) return '$';
    const value = values[name];
    if (value) return value;
    if (kind === '-') return rest;
    throw new Error(`${name} has no value: ${rest ?? whole}`);
  });
}

/** The names that the file asks the environment for; `required` are those without a default. */
export function variables(): { name: string; required: boolean }[] {
  const uncommented = readText('docker-compose.yml').replace(/^\s*#.*$/gm, '');
  const found = new Map<string, boolean>();
  for (const [, name = '', kind] of uncommented.matchAll(/\$\{(\w+)(?::([-?])[^}]*)?\}/g)) found.set(name, kind !== '-');
  return [...found].map(([name, required]) => ({ name, required }));
}

export const isOneShot = (service: ComposeService) => service.restart === 'no';
