import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataUnusable, readPairs, withoutSpeakers } from './pairs.ts';

const folder = mkdtempSync(join(tmpdir(), 'dra-eval-asr-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('sounds with what was said', () => {
  it('are refused where there are none, or one has no text', () => {
    expect(() => readPairs(join(folder, 'nowhere'))).toThrow(DataUnusable);
    expect(() => readPairs(folder)).toThrow('no sounds with texts');
    writeFileSync(join(folder, 'a.wav'), '');
    expect(() => readPairs(folder)).toThrow('a.wav has no text beside it');
  });

  it('come in order, without who speaks', () => {
    writeFileSync(join(folder, 'a.txt'), 'Doctor: Good morning.\nPatient: Morning.');
    writeFileSync(join(folder, 'README.md'), '');
    expect(readPairs(folder)).toEqual([{ name: 'a.wav', sound: join(folder, 'a.wav'), reference: ' Good morning.\n Morning.' }]);
  });

  it.each([['[Speaker 1]: hello', ' hello'], ['Plan: start lisinopril', 'Plan: start lisinopril'], ['I told the doctor: no', 'I told the doctor: no']])('"%s" is read as "%s"', (line, expected) => {
    expect(withoutSpeakers(line)).toBe(expected);
  });
});
