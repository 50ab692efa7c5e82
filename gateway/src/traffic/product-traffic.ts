import { trafficConfig } from './traffic-config.ts';
import type { TrafficConfig } from './traffic-config.ts';

const minutely = (limit: number, burst = limit) => ({ limit, burst, windowSeconds: 60 });

/** Types that are a patient's, or tell of one: no shared answer holds any of them, whatever the schema says by mistake. */
const ofPatients = [
  'AllergyIntolerance', 'AllergyList', 'AuditEvent', 'CareTeamMember', 'Condition', 'Consent', 'Encounter', 'FhirImport', 'InferenceJob', 'MedicationStatement',
  'Note', 'Observation', 'Patient', 'Prescription', 'Recording', 'SafetyCheck', 'SafetySnapshot', 'Transcript', 'Viewer',
];

/**
 * What the product's own gateway guards and saves, unless a configuration says otherwise. Limits are several times what a
 * busy clinic asks: a clinician's screen must not stand still because a colleague works fast.
 */
export function productTraffic(): TrafficConfig {
  return trafficConfig.parse({
    rateLimits: {
      address: minutely(60_000),
      tiers: {
        anonymous: { user: minutely(600) },
        free: { user: minutely(1_200), tenant: minutely(6_000) },
        clinic: { user: minutely(6_000), tenant: minutely(60_000) },
        hospital: { user: minutely(6_000), tenant: minutely(300_000) },
        service: { user: minutely(60_000) },
      },
    },
    demand: { mode: 'enforce', max: 50_000, tiers: { anonymous: 1_000, free: 25_000, service: 200_000 } },
    cache: { neverShared: ofPatients },
    shedding: { maxConcurrent: 1_000, maxQueued: 2_000 },
    observe: { tracing: true },
  });
}
