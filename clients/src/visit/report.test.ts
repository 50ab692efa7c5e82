import { speakersToCheck } from './report.ts';

describe('speakers that a person should look at', () => {
  const said = (seq: number, speaker: 'CLINICIAN' | 'PATIENT' | 'UNKNOWN', speakerConfidence: number | null) => ({ seq, speaker, speakerConfidence });

  it('are those that nobody named, and those that the engine is not sure of', () => {
    expect(speakersToCheck([said(0, 'CLINICIAN', 0.97), said(1, 'PATIENT', 0.84), said(2, 'UNKNOWN', null)])).toEqual([
      '  speaker not known: 1 of 3 segments',
      '  speaker doubtful: segment 1 PATIENT (0.84)',
    ]);
  });

  it('are none where people wrote the transcript, or the engine is sure', () => {
    expect(speakersToCheck([said(0, 'CLINICIAN', null), said(1, 'PATIENT', 0.9)])).toEqual([]);
  });

  it('are counted where there are many', () => {
    expect(speakersToCheck(Array.from({ length: 8 }, (_, seq) => said(seq, 'PATIENT', 0.81)))).toEqual([expect.stringMatching(/^ {2}speaker doubtful: segment 0 .*, 3 more$/)]);
  });
});
