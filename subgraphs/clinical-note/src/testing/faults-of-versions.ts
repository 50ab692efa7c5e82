import { walkChains } from '@dra/service';
import { versionLink } from '../store/audit-chains.ts';
import type { VersionDocument } from '../store/collections.ts';

/** `<version> <fault>` for each version of a note, or of several, that is not what was sealed. */
export async function faultsOfVersions(versions: readonly (Pick<VersionDocument, 'note' | 'audit'> & Partial<VersionDocument>)[]): Promise<string[]> {
  const faults: string[] = [];
  const links = versions.map(({ note, audit, ...beside }) => versionLink({ tenant: note.tenant, patientId: note.patientId, noteId: note.id, version: note.version, ...beside, note, audit }));
  await walkChains(links, { fault: ({ seq, fault }) => faults.push(`${seq} ${fault}`) });
  return faults;
}
