import type { LiveSegmentResolvers } from '../../__generated__/resolvers.ts';

export const LiveSegment: LiveSegmentResolvers = {
  id: ({ recordingId, seq }) => `lsg_${recordingId}.${seq}`,
};
