import type { Role } from '@dra/access';

/** One fixed user per role in each demo tenant. None of them exists. */
export const demoPeople: Readonly<Record<string, readonly { user: string; role: Role }[]>> = {
  demo: [
    { user: 'dr.osei', role: 'PRESCRIBER' },
    { user: 'dr.lindqvist', role: 'CLINICIAN' },
    { user: 'nurse.abara', role: 'NURSE' },
    { user: 'admin.kim', role: 'ADMIN' },
    { user: 'auditor.roy', role: 'AUDITOR' },
    { user: 'patient.demo', role: 'PATIENT' },
    { user: 'svc.demo', role: 'SERVICE' },
  ],
  'demo-b': [
    { user: 'dr.novak', role: 'PRESCRIBER' },
    { user: 'dr.haddad', role: 'CLINICIAN' },
    { user: 'nurse.silva', role: 'NURSE' },
    { user: 'admin.berg', role: 'ADMIN' },
    { user: 'auditor.cho', role: 'AUDITOR' },
    { user: 'patient.demo-b', role: 'PATIENT' },
    { user: 'svc.demo-b', role: 'SERVICE' },
  ],
};
