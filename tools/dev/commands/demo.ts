/** `npm run -s demo -- [--json]`: the demo tenants, their users and patients, as demo/ says. Exit 0. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoPeople } from '../run/demo-people.ts';
import { root } from '../run/options.ts';

type Resource = { resourceType: string; identifier?: { value: string }[]; name?: { family?: string; given?: string[] }[]; birthDate?: string };

const tenants = Object.entries(demoPeople).map(([tenant, users]) => ({ tenant, users, patients: patientsOf(tenant) }));
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
if (values.json) process.stdout.write(`${JSON.stringify({ tenants }, null, 2)}\n`);
else {
  for (const { tenant, users, patients } of tenants) {
    process.stdout.write(`${tenant}\n`);
    for (const { user, role } of users) process.stdout.write(`  ${role.padEnd(12)}${user}\n`);
    for (const patient of patients) process.stdout.write(`  ${patient.mrn.padEnd(12)}${patient.name}, born ${patient.birthDate}\n`);
  }
}

function patientsOf(tenant: string) {
  const folder = join(root, 'demo', tenant);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { entry: { resource: Resource }[] }).entry.map((entry) => entry.resource))
    .filter((resource) => resource.resourceType === 'Patient')
    .map((patient) => ({
      mrn: patient.identifier?.map((one) => one.value).find((value) => value.startsWith('DEMO-')) ?? '',
      name: `${patient.name?.[0]?.given?.join(' ') ?? ''} ${patient.name?.[0]?.family ?? ''}`.trim(),
      birthDate: patient.birthDate ?? null,
    }))
    .sort((a, b) => a.mrn.localeCompare(b.mrn));
}
