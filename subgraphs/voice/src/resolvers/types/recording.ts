import { ServiceError } from '@dra/service';
import { decodeId, encodeId } from '@dra/subgraph';
import type { RecordingResolvers } from '../../__generated__/resolvers.ts';
import { chunkKey } from '../../domain/model.ts';

const atOnce = 16;

export const Recording: RecordingResolvers = {
  __resolveReference: async ({ id }: { id: string }, { reads }) => {
    const found = await reads.recordings.load(decodeId('rec', id));
    if (!found) throw new ServiceError('NOT_FOUND', 'There is no such recording.');
    return found;
  },
  id: ({ id }) => encodeId('rec', id),
  patient: ({ patientId }) => ({ id: patientId }),
  encounter: ({ encounterId }) => ({ id: encounterId }),
  consentId: ({ consentId }) => encodeId('con', consentId),
  async chunks(recording, _, { reads, deps }) {
    const chunks = await reads.chunks.load(recording.id);
    const complete = recording.status === 'UPLOADED';
    const shown = [];
    for (let first = 0; first < chunks.length; first += atOnce) {
      shown.push(
        ...(await Promise.all(
          chunks.slice(first, first + atOnce).map(async ({ seq, byteLength, sha256 }) => {
            const stored = complete || (recording.status === 'UPLOADING' && (await deps.sounds.head(chunkKey(recording.id, seq)))?.bytes === byteLength);
            return { seq, byteLength, sha256, stored };
          }),
        )),
      );
    }
    return shown;
  },
  liveTranscript: ({ id }, _, { reads }) => reads.hearings.load(id),
  async transcript({ id }, _, { reads }) {
    const transcriptId = await reads.transcriptIdOfRecording.load(id);
    return transcriptId === null ? null : reads.transcripts.load(transcriptId);
  },
};
