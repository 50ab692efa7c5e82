import { ServiceError } from '@dra/service';
import { decodeId, encodeId } from '@dra/subgraph';
import type { TranscriptResolvers } from '../../__generated__/resolvers.ts';
import { encodeSegmentId } from '../segment-id.ts';

export const Transcript: TranscriptResolvers = {
  __resolveReference: async ({ id }: { id: string }, { reads }) => {
    const found = await reads.transcripts.load(decodeId('trn', id));
    if (!found) throw new ServiceError('NOT_FOUND', 'There is no such transcript.');
    return found;
  },
  id: ({ id }) => encodeId('trn', id),
  patient: ({ patientId }) => ({ id: patientId }),
  encounter: ({ encounterId }) => ({ id: encounterId }),
  recording: ({ recordingId }, _, { reads }) => (recordingId === null ? null : reads.recordings.load(recordingId)),
  previousVersion: ({ previousId }, _, { reads }) => (previousId === null ? null : reads.transcripts.load(previousId)),
  segments: ({ segments }) => segments.map((segment) => ({ ...segment, speakerConfidence: segment.speakerConfidence ?? null, id: encodeSegmentId(segment.id) })),
};
