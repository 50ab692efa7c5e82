import { z } from 'zod';

const tenant = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/**
 * A setting of each tenant's own in one variable: `clinic-a=VALUE,clinic-b=VALUE`.
 * @param wants says what a well-formed variable looks like
 * @returns a schema whose value looks a tenant's choice up; undefined where it has chosen nothing
 */
export const choiceOfTenant = <T>(value: z.ZodType<T>, wants: string) =>
  z
    .string()
    .default('')
    .transform((text, context): ((of: string) => T | undefined) => {
      const chosen = new Map<string, T>();
      for (const part of text.split(',').map((one) => one.trim()).filter((one) => one !== '')) {
        const [name, said, ...more] = part.split('=').map((side) => side.trim());
        const read = z.tuple([tenant, value]).safeParse([name, said]);
        if (!read.success || more.length > 0) {
          context.addIssue({ code: 'custom', message: `wants ${wants}` });
          return z.NEVER;
        }
        chosen.set(...(read.data as [string, T]));
      }
      return (of) => chosen.get(of);
    });
