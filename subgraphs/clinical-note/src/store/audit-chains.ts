import { walkChains } from '@dra/service';
import type { ChainFault, ChainHead, ChainLink } from '@dra/service';
import { canonicalJson, isSealed, sha256 } from '../domain/seal.ts';
import type { Collections, VersionDocument } from './collections.ts';
import { hashOf, linkId } from './read-audit.ts';

/** A note's versions form one chain, told from those of reads by this. */
const ofNote = 'note:';

type Read = Pick<Collections, 'readAudit'>;
type Kept = Pick<Collections, 'readAudit' | 'versions'>;
type Of = { tenant: string; chainKey: string };

/** Reads and refusals: of one chain, or of all, each chain's together and in order. */
export async function* readLinks({ readAudit }: Read, of?: Of): AsyncGenerator<ChainLink> {
  for await (const { tenant, chainKey, seq, event, prevHash, hash } of readAudit.find(of ?? {}, { batchSize: 1_000 }).sort({ tenant: 1, chainKey: 1, seq: 1 })) {
    yield { tenant, chain: chainKey, seq, hash, prevHash, intact: hash === hashOf({ chainKey, seq, event, prevHash }) };
  }
}

/** Versions of notes, each with the event that was stored with it. */
export async function* versionLinks({ versions }: Pick<Collections, 'versions'>): AsyncGenerator<ChainLink> {
  for await (const document of versions.find({}, { batchSize: 200 }).sort({ tenant: 1, patientId: 1, noteId: 1, version: 1 })) yield versionLink(document);
}

/** What stands beside the sealed note is held against it: the event by its hash, the rest by being the same. */
export function versionLink({ tenant, patientId, noteId, version, note, audit }: Pick<VersionDocument, 'tenant' | 'patientId' | 'noteId' | 'version' | 'note' | 'audit'>): ChainLink {
  const same = note.tenant === tenant && note.patientId === patientId && note.id === noteId && note.version === version;
  const intact = same && isSealed(note) && note.auditHash === sha256(canonicalJson(audit));
  return { tenant, chain: `${ofNote}${noteId}`, seq: version, hash: note.contentHash, prevHash: note.prevHash, intact };
}

/** The hashes that stand today where chains once ended, in the order of `heads`; null where nothing stands. */
export async function chainHashesAt({ readAudit, versions }: Kept, heads: readonly ChainHead[]): Promise<(string | null)[]> {
  const [ofNotes, ofReads] = [heads.filter(({ chain }) => chain.startsWith(ofNote)), heads.filter(({ chain }) => !chain.startsWith(ofNote))];
  const idOf = ({ tenant, chain, seq }: ChainHead) => (chain.startsWith(ofNote) ? `${tenant}/${chain.slice(ofNote.length)}/${seq}` : linkId(tenant, chain, seq));
  const found = new Map<string, string>();
  for await (const { _id, note } of versions.find({ _id: { $in: ofNotes.map(idOf) } }, { projection: { 'note.contentHash': 1 } })) found.set(_id, note.contentHash);
  for await (const { _id, hash } of readAudit.find({ _id: { $in: ofReads.map(idOf) } }, { projection: { hash: 1 } })) found.set(_id, hash);
  return heads.map((head) => found.get(idOf(head)) ?? null);
}

/** Where one chain of reads was tampered with; empty when it holds. */
export async function verifyReadAudit(collections: Read, tenant: string, chainKey: string): Promise<ChainFault[]> {
  const faults: ChainFault[] = [];
  await walkChains(readLinks(collections, { tenant, chainKey }), { fault: (fault) => faults.push(fault) });
  return faults;
}
