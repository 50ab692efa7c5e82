import { z } from 'zod';
import { tenantId, uuid } from './references.ts';
import { tenantBucket } from './tenant-bucket.ts';

/** "Something you may be watching changed": ids only; the gateway asks again with the watcher's rights. */
export const changeNotice = z.object({
  tenant: tenantId,
  type: z.enum(['Patient', 'Encounter', 'Recording', 'Transcript', 'Note', 'Prescription', 'InferenceJob']),
  /** Bare uuid, without the global id's prefix. */
  id: uuid,
  encounterId: uuid.nullable(),
});
export type ChangeNotice = z.infer<typeof changeNotice>;

export const changeSubject = (tenant: string) => `changed.${tenantBucket(tenant)}`;
export const everyChange = 'changed.>';
