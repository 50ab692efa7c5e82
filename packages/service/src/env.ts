import { z } from 'zod';

/** `3000`, never `3000abc`. */
export const port = z.coerce.number().int().min(0).max(65_535);

/** "1"/"true" and "0"/"false": a flag that is misspelt is a fault, not a false. */
export const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

/**
 * Reads the environment once, at the start. Every fault is one sentence that names the variable but never its value,
 * since values may be secrets.
 * @throws EnvironmentFault listing every fault
 */
export function parseEnv<T extends z.ZodType>(schema: T, source: NodeJS.ProcessEnv): z.infer<T> {
  // An empty variable is an absent one: that is what `NAME=` in an env file means.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new EnvironmentFault(
    result.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`),
  );
}

export class EnvironmentFault extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`The environment is not complete. ${faults.join('; ')}. See .env.example.`);
    this.name = 'EnvironmentFault';
    this.faults = faults;
  }
}
