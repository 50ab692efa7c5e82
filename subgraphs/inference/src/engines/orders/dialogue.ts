import type { QualityTier, Speaker, TranscriptDocument } from '@dra/events';

const speakers: Record<string, Speaker> = { doctor: 'CLINICIAN', patient: 'PATIENT', other: 'OTHER', unknown: 'UNKNOWN' };

/** A transcript from `[doctor] ...` lines; a line without a mark is the clinician's. For warming up and for tests. */
export const dialogue = (text: string, options: { tier?: QualityTier; confidence?: number; timed?: boolean } = {}): TranscriptDocument => ({
  transcriptId: '01890000-0000-7000-8000-000000000001',
  recordingId: null,
  encounterId: '01890000-0000-7000-8000-000000000002',
  patientId: '01890000-0000-7000-8000-000000000003',
  version: 1,
  timing: options.timed ? 'TIMED' : 'NONE',
  engine: { id: 'test', version: '1', tier: options.tier ?? 'HUMAN' },
  language: 'en',
  segments: text.split('\n').map((line, seq) => {
    const match = /^\[(\w+)\] ?(.*)$/.exec(line);
    return {
      id: `01890000-0000-7000-8000-000000000001.${seq}`,
      seq,
      speaker: speakers[match?.[1] ?? 'doctor'] ?? 'OTHER',
      startMs: options.timed ? seq * 1000 : null,
      endMs: options.timed ? seq * 1000 + 1000 : null,
      text: match ? (match[2] ?? '') : line,
      confidence: options.confidence ?? null,
    };
  }),
});
