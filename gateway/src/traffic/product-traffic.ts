import { trafficConfig } from './traffic-config.ts';
import type { TrafficConfig } from './traffic-config.ts';

/** Types that are a patient's, or tell of one: no shared answer holds any of them, whatever the schema says by mistake. */
const ofPatients = [
  'AllergyIntolerance', 'AllergyList', 'AuditEvent', 'CareTeamMember', 'Condition', 'Consent', 'Encounter', 'FhirImport', 'InferenceJob', 'MedicationStatement',
  'Note', 'Observation', 'Patient', 'Prescription', 'Recording', 'SafetyCheck', 'SafetySnapshot', 'Transcript', 'Viewer',
];

export type ProductSettings = {
  production: boolean;
  /** Where the list of trusted documents lies: then only those are answered. */
  trustedManifest?: string | undefined;
};

/** One machine plays all clients while the product is developed and tested. */
const developmentFactor = 20;

/**
 * What the product's own gateway guards and saves, unless a configuration says otherwise. Limits are several times what a
 * busy clinic asks: a clinician's screen must not stand still because a colleague works fast.
 */
export function productTraffic({ production, trustedManifest }: ProductSettings = { production: false }): TrafficConfig {
  const minutely = (limit: number) => ({ limit: production ? limit : limit * developmentFactor, windowSeconds: 60 });
  return trafficConfig.parse({
    rateLimits: {
      address: minutely(60_000),
      tiers: {
        anonymous: { user: minutely(600) },
        free: { user: minutely(1_200), tenant: minutely(6_000) },
        clinic: { user: minutely(3_000), tenant: minutely(60_000) },
        hospital: { user: minutely(3_000), tenant: minutely(300_000) },
        service: { user: minutely(60_000) },
      },
    },
    // A page of a million is told by the subgraph what a page is; whoever develops a client is to read that.
    demand: { mode: production ? 'enforce' : 'measure', max: 50_000, tiers: { anonymous: 1_000, free: 25_000, service: 200_000 } },
    documents: trustedManifest === undefined ? {} : { trusted: { manifest: trustedManifest } },
    cache: { neverShared: ofPatients },
    shedding: { maxConcurrent: 1_000, maxQueued: 2_000 },
    observe: { tracing: true },
  });
}
