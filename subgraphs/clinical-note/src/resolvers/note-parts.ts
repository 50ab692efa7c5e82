import { encodeId } from '@dra/subgraph';
import type { EvidenceResolvers, NoteAddendumResolvers, NoteProvenanceResolvers, NoteStatementResolvers } from '../__generated__/resolvers.ts';

export const NoteStatement: NoteStatementResolvers = { id: ({ id }) => encodeId('stm', id) };
export const NoteAddendum: NoteAddendumResolvers = { id: ({ id }) => encodeId('add', id) };
export const NoteProvenance: NoteProvenanceResolvers = { jobId: ({ jobId }) => encodeId('job', jobId) };
/** A segment's id is its transcript's uuid and its place: the voice subgraph gives the same. */
export const Evidence: EvidenceResolvers = { segmentId: ({ segmentId }) => `seg_${segmentId}` };
