import { addTenantWindows } from './add-tenant-windows.ts';
import { createInferenceJob } from './create-inference-job.ts';

export const migrations = [createInferenceJob, addTenantWindows];
