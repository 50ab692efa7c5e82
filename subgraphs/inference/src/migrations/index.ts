import { addTenantWindows } from './add-tenant-windows.ts';
import { boundSteps } from './bound-steps.ts';
import { countLossesAlone } from './count-losses-alone.ts';
import { createInferenceJob } from './create-inference-job.ts';
import { forgetSteps } from './forget-steps.ts';
import { setStepsApart } from './set-steps-apart.ts';

export const migrations = [createInferenceJob, addTenantWindows, setStepsApart, forgetSteps, countLossesAlone, boundSteps];
