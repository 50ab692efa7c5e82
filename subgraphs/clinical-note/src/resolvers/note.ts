import { ServiceError } from '@dra/service';
import { decodeId, encodeId } from '@dra/subgraph';
import type { NoteResolvers } from '../__generated__/resolvers.ts';
import { noteText } from '../domain/note-text.ts';
import { noteDocument } from '../fhir/note-document.ts';

export const Note: NoteResolvers = {
  __resolveReference: async ({ id }, { loaders }) => {
    const found = await loaders.note.load(decodeId('not', id));
    if (!found) throw new ServiceError('NOT_FOUND', 'There is no such note.');
    return found;
  },
  id: ({ id }) => encodeId('not', id),
  patient: ({ patientId }) => ({ id: encodeId('pat', patientId) }),
  encounter: ({ encounterId }) => ({ id: encodeId('enc', encounterId) }),
  transcript: ({ provenance }) => (provenance ? { id: encodeId('trn', provenance.transcriptId) } : null),
  recording: ({ provenance }) => (provenance?.recordingId ? { id: encodeId('rec', provenance.recordingId) } : null),
  versions: async (note, _, { loaders }) => (await loaders.versionLines.load(note.id)).map((line) => ({ noteId: note.id, line })),
  text: (note) => noteText(note),
  fhirDocument: (note) => noteDocument(note),
  updatedAt: ({ at }) => at,
  updatedBy: ({ by }) => by,
};
