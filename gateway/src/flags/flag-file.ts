import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { placeOf } from '../front/place-of.ts';

/** One flag of the file: who has it. Tenants and roles that are not named fall to `percent`, and then to `default`. */
const flag = z.strictObject({
  default: z.boolean().default(false),
  tenants: z.record(z.string(), z.boolean()).default({}),
  roles: z.record(z.string(), z.boolean()).default({}),
  percent: z.number().min(0).max(100).default(0),
});
const flagFile = z.record(z.string(), flag);
export type Flags = z.infer<typeof flagFile>;

/** Whom a flag is evaluated for, as OpenFeature hands it on. */
export type FlagContext = { targetingKey?: string | undefined; tenant?: unknown; roles?: unknown };

/** @throws Error in one sentence, for a file that is no list of flags */
export function readFlags(text: string): Flags {
  const read = flagFile.safeParse(parseYaml(text) ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`The flags are not readable: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** For OpenFeature's in-memory provider. */
export function asProviderConfiguration(flags: Flags) {
  return Object.fromEntries(
    Object.entries(flags).map(([name, one]) => [
      name,
      { variants: { on: true, off: false }, defaultVariant: one.default ? 'on' : 'off', disabled: false, contextEvaluator: (context: FlagContext) => (isOn(name, one, context) ? 'on' : 'off') },
    ]),
  );
}

function isOn(name: string, one: Flags[string], { targetingKey, tenant, roles }: FlagContext): boolean {
  const ofTenant = typeof tenant === 'string' ? one.tenants[tenant] : undefined;
  if (ofTenant !== undefined) return ofTenant;
  for (const role of Array.isArray(roles) ? (roles as unknown[]) : []) {
    const ofRole = one.roles[String(role)];
    if (ofRole !== undefined) return ofRole;
  }
  if (one.percent > 0 && targetingKey !== undefined && placeOf(`${name} ${targetingKey}`) < one.percent / 100) return true;
  return one.default;
}
