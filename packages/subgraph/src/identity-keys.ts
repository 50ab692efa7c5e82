import { z } from 'zod';

/** INTERNAL_JWKS: the gateway's public keys, a JSON Web Key Set as text. */
export const identityKeySet = z.string().transform((text, context) => {
  try {
    return z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JSON Web Key Set with at least one key' });
    return z.NEVER;
  }
});
