import { readTranscript } from './transcript-input.ts';

const said = (startMs: number | null, endMs: number | null, text = 'Yes.') => ({ speaker: 'PATIENT' as const, startMs, endMs, text });

test('text has no times, and none are invented', () => {
  const read = readTranscript({ text: 'Doctor: Hello.\nPatient: Hi.' });
  expect(read).toMatchObject({ kind: 'read', timing: 'NONE', segments: [{ startMs: null, endMs: null }, { startMs: null, endMs: null }] });
});

test('times are kept as they are', () => {
  expect(readTranscript({ segments: [said(0, 900), said(900, 1500)] })).toMatchObject({ kind: 'read', timing: 'TIMED', segments: [{ startMs: 0, endMs: 900 }, { startMs: 900, endMs: 1500 }] });
});

test.each([
  ['neither', {}, 'VALIDATION'],
  ['both', { text: 'a', segments: [said(null, null)] }, 'VALIDATION'],
  ['some times', { segments: [said(0, 1), said(null, null)] }, 'VALIDATION'],
  ['half a time', { segments: [said(0, null)] }, 'VALIDATION'],
  ['an end before its start', { segments: [said(10, 5)] }, 'VALIDATION'],
  ['a time before the recording', { segments: [said(-1, 5)] }, 'VALIDATION'],
  ['going back', { segments: [said(100, 200), said(50, 60)] }, 'VALIDATION'],
  ['nothing', { text: '' }, 'TRANSCRIPT_EMPTY'],
  ['spaces', { segments: [said(null, null, ' \n ')] }, 'TRANSCRIPT_EMPTY'],
  ['too much', { text: 'x'.repeat(2 * 1024 * 1024 + 1) }, 'TRANSCRIPT_TOO_LARGE'],
  ['too many bytes although few characters', { text: '\u{1F600}'.repeat(600_000) }, 'TRANSCRIPT_TOO_LARGE'],
])('%s is refused', (_, input, code) => {
  const read = readTranscript(input);
  expect(read.kind === 'refused' && read.outcome.faults[0]?.code).toBe(code);
});
