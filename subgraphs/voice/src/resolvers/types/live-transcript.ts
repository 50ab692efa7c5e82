import { ServiceError } from '@dra/service';
import type { LiveTranscriptResolvers } from '../../__generated__/resolvers.ts';

export const LiveTranscript: LiveTranscriptResolvers = {
  async segments(hearing, { last }, { reads }) {
    if (last !== null && last !== undefined && last < 0) throw new ServiceError('BAD_USER_INPUT', '`last` is a number from 0.');
    const segments = await reads.liveSegments(hearing, last ?? hearing.segments);
    return segments.map((segment) => ({ ...segment, recordingId: hearing.recordingId }));
  },
};
