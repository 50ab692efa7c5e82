import type { Actor } from '@dra/access';
import { globalKeysOf } from '@dra/fhir';
import type { FhirImport } from '../fhir-import.ts';
import { invalid } from '../outcome.ts';
import type { Fault } from '../outcome.ts';
import type { InTransaction } from '../work.ts';

export type StartImport = { clientMutationId: string; bundleSha256: string; entries: number; externalReferences: string[] };
export type StartedImport = { importId: string | null; faults: Fault[]; unresolved: string[]; completed: boolean };

const mostEntries = 50_000;
const mostReferences = 5_000;

/** Opens the record of a bundle's import, or finds it again. A bundle that refers to what nobody has is refused here, before its first write. */
export function startImport(inTransaction: InTransaction, actor: Actor, input: StartImport): Promise<StartedImport> {
  return inTransaction(actor, async (work) => {
    const faults: Fault[] = [];
    if (!/^[0-9a-f]{64}$/.test(input.bundleSha256)) faults.push(invalid('64 hexadecimal digits.', 'bundleSha256'));
    if (input.entries < 0 || input.entries > mostEntries) faults.push(invalid(`0 to ${mostEntries}.`, 'entries'));
    if (input.externalReferences.length > mostReferences) faults.push(invalid(`At most ${mostReferences}.`, 'externalReferences'));
    if (faults.length > 0) return { importId: null, faults, unresolved: [], completed: false };

    const keys = new Map(input.externalReferences.map((reference) => [reference, globalKeysOf(reference)]));
    const known = await work.imports.sources([...keys.values()].flat());
    const unresolved = input.externalReferences.filter((reference) => !keys.get(reference)?.some((key) => known.has(key)));
    if (unresolved.length > 0) {
      return { importId: null, faults: [invalid('The bundle refers to what was never imported.', 'externalReferences')], unresolved, completed: false };
    }

    // Not `once`: what could not be resolved yesterday may be there today, and the bundle's hash is the key.
    await work.imports.serialise();
    const earlier = await work.imports.byBundle(input.bundleSha256);
    if (earlier) return { importId: earlier.id, faults: [], unresolved: [], completed: earlier.finishedAt !== null };
    const record: FhirImport = {
      tenant: actor.tenant,
      id: work.newId(),
      bundleSha256: input.bundleSha256,
      entries: input.entries,
      applied: 0,
      startedAt: work.now,
      startedBy: actor.userId,
      finishedAt: input.entries === 0 ? work.now : null,
    };
    await work.imports.insert(record);
    work.audit({ action: 'import.started', resource: { type: 'FhirImport', id: record.id }, outcome: 'ALLOWED', detail: { entries: input.entries } });
    return { importId: record.id, faults: [], unresolved: [], completed: false };
  });
}
