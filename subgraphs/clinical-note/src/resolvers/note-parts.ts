import type { RecordEntry } from '@dra/events';
import { encodeId } from '@dra/subgraph';
import type { EvidenceResolvers, NoteAddendumResolvers, NoteProvenanceResolvers, NoteStatementResolvers, NoteWarningResolvers, RecordEntryResolvers } from '../__generated__/resolvers.ts';

export const NoteStatement: NoteStatementResolvers = { id: ({ id }) => encodeId('stm', id) };
export const NoteAddendum: NoteAddendumResolvers = { id: ({ id }) => encodeId('add', id) };
export const NoteProvenance: NoteProvenanceResolvers = {
  jobId: ({ jobId }) => encodeId('job', jobId),
  recordComparison: ({ comparedWith }) => comparedWith ?? null,
};
/** A segment's id is its transcript's uuid and its place: the voice subgraph gives the same. */
export const Evidence: EvidenceResolvers = { segmentId: ({ segmentId }) => `seg_${segmentId}` };

/** What another subgraph owns: its type and its global id. */
export type RecordEntryParent = { __typename: RecordEntry['type']; id: string };

const prefixes: Record<RecordEntry['type'], string> = { AllergyIntolerance: 'alg', MedicationStatement: 'med', Condition: 'cnd', Prescription: 'rx' };

export const NoteWarning: NoteWarningResolvers = {
  evidence: ({ evidence }) => evidence ?? [],
  recordEntries: ({ record }) => (record ?? []).map(({ type, id }) => ({ __typename: type, id: encodeId(prefixes[type], id) })),
};
export const RecordEntryUnion: RecordEntryResolvers = { __resolveType: ({ __typename }) => __typename };
