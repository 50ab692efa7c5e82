import { DateTimeScalar } from '@dra/subgraph';
import { completeRecording } from './Mutation/complete-recording.ts';
import { correctSpeakers } from './Mutation/correct-speakers.ts';
import { createRecording } from './Mutation/create-recording.ts';
import { deleteRecording } from './Mutation/delete-recording.ts';
import { requestChunkUpload } from './Mutation/request-chunk-upload.ts';
import { uploadTranscript } from './Mutation/upload-transcript.ts';
import { recording } from './Query/recording.ts';
import { transcript } from './Query/transcript.ts';
import { Encounter } from './types/encounter.ts';
import { LiveSegment } from './types/live-segment.ts';
import { LiveTranscript } from './types/live-transcript.ts';
import { Patient } from './types/patient.ts';
import { Recording } from './types/recording.ts';
import { Transcript } from './types/transcript.ts';

export const resolvers = {
  DateTime: DateTimeScalar,
  Query: { recording, transcript },
  Mutation: { createRecording, requestChunkUpload, completeRecording, deleteRecording, uploadTranscript, correctSpeakers },
  Recording,
  Transcript,
  LiveTranscript,
  LiveSegment,
  Patient,
  Encounter,
};
