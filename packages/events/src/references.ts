import { z } from 'zod';

export const uuid = z.uuid();

/** Every payload says whose it is; a consumer acts inside this tenant only. */
export const tenantId = z.string().min(1).max(64);

/** Where a JSON document lies in the object store, and the hash it must have when it is read. */
export const objectRef = z.object({
  key: z.string().min(1).max(512),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().nonnegative(),
});
export type ObjectRef = z.infer<typeof objectRef>;

/** The person on whose behalf a machine acts: audited, never used to widen rights. */
export const requestedBy = z.string().min(1).max(128);

export const timestamp = z.iso.datetime();
