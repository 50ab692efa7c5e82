import { createHash } from 'node:crypto';
import { newestFirst } from '@dra/events';
import type { AuditPage, AuditPageRequest, AuditRecord } from '@dra/events';
import type { AuditEvent } from '../domain/audit.ts';
import type { Collections } from './collections.ts';
import { guarded } from './mongo-errors.ts';

type Found = { _id: string; event: AuditEvent; sequence: number; hash: string };
/** Events of one of the two chains: those before an instant (`lt`), or of exactly that instant (`eq`); all without one. */
type Source = (at: { $lt: string } | { $eq: string } | null, limit: number | null) => Promise<Found[]>;

/**
 * What was done to the notes of these records, newest first: what was read and refused, from its chains, and what was
 * written, from the versions that it was committed with.
 */
export async function readAuditPage({ readAudit, versions }: Pick<Collections, 'readAudit' | 'versions'>, { tenant, records, before, limit }: AuditPageRequest): Promise<AuditPage> {
  const reads: Source = async (at, most) => {
    const cursor = readAudit.find({ tenant, chainKey: { $in: [...records] }, ...(at ? { 'event.at': at } : {}) }).sort({ 'event.at': -1 });
    return (await guarded((most === null ? cursor : cursor.limit(most)).toArray())).map(({ _id, event, seq, hash }) => ({ _id, event, sequence: seq, hash }));
  };
  const changes: Source = async (at, most) => {
    const cursor = versions.find({ tenant, patientId: { $in: [...records] }, ...(at ? { 'audit.at': at } : {}) }, { projection: { _id: 1, audit: 1, version: 1, 'note.contentHash': 1 } }).sort({ 'audit.at': -1 });
    return (await guarded((most === null ? cursor : cursor.limit(most)).toArray())).map(({ _id, audit, version, note }) => ({ _id, event: audit, sequence: version, hash: note.contentHash }));
  };
  const pages = await Promise.all([reads, changes].map((source) => pageOf(source, before, limit)));
  return { events: pages.flat().sort(newestFirst).slice(0, limit) };
}

/** Instants are milliseconds here, and events of one instant go by ids that the store cannot sort by: those are read whole. */
async function pageOf(source: Source, before: AuditPageRequest['before'], limit: number): Promise<AuditRecord[]> {
  const edge = before && `${before.at.slice(0, 23)}Z`;
  const earlier = await source(edge ? { $lt: edge } : null, limit);
  const last = earlier.at(-1)?.event.at;
  const tied = await Promise.all([...(edge ? [edge] : []), ...(last !== undefined && earlier.length === limit ? [last] : [])].map((at) => source({ $eq: at }, null)));
  const all = new Map([...earlier, ...tied.flat()].map((found) => [found._id, recordOf(found)]));
  return [...all.values()].filter((event) => !before || newestFirst(event, before) > 0).sort(newestFirst).slice(0, limit);
}

function recordOf({ _id, event, sequence, hash }: Found): AuditRecord {
  const { action, actor, outcome, resource, patientId } = event;
  return {
    id: uuidFrom(_id),
    at: event.at.replace(/\.(\d{3})Z$/, '.$1000Z'),
    action,
    userId: actor.userId,
    roles: [...actor.roles],
    outcome,
    resourceType: resource.type,
    requestId: actor.requestId,
    patientId: patientId as string,
    sequence,
    hash,
  };
}

/** The same event has the same id each time: a hash of its place, as a UUID of version 8. */
function uuidFrom(place: string): string {
  const hex = createHash('sha256').update(`audit/${place}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
