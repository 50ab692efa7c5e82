import fc from 'fast-check';
import { clinicianLogOdds } from './language-evidence.ts';
import { labelSpeakers, withSpeakers } from './label-speakers.ts';
import type { SpeakerEvidence, TimedVoiceprint } from './label-speakers.ts';
import model from './language-model.json' with { type: 'json' };
import { deepVoice, highVoice, speak } from './made-up-voices.ts';
import type { MadeUpVoice } from './made-up-voices.ts';
import { wordsOf } from './spoken-words.ts';
import { voiceprintOf } from './voiceprint.ts';

/** As a recogniser writes it; D the doctor's, P the patient's. */
const visit = [
  ['D', 'good afternoon what brings you in today'],
  ['P', "i've been having headaches almost every day since we moved"],
  ['D', 'okay and where exactly do you feel the pain'],
  ['P', 'mostly behind my eyes and sometimes my neck gets stiff'],
  ['D', 'do you have any nausea or trouble with bright light'],
  ['P', "no nausea but i don't like the light at all"],
  ['D', 'have you taken anything for it'],
  ['P', 'yeah i took some tylenol but it did not help me much'],
  ['D', "alright let's take a look at you and check your blood pressure"],
  ['P', 'okay'],
  ['D', "i'm going to prescribe sumatriptan and i want you to keep a diary"],
  ['P', 'yeah i can do that'],
] as const;
const role = { D: 'CLINICIAN', P: 'PATIENT' } as const;
const truth = visit.map(([who]) => role[who]);
const segments = visit.map(([, text], index) => ({ text, startMs: index * 3_000, endMs: index * 3_000 + 2_000 }));
const said = (text: string) => ({ text, startMs: 0, endMs: 1_000 });

function printsOf(voiceOf: (index: number) => MadeUpVoice): TimedVoiceprint[] {
  return segments.map(({ startMs, endMs }, index) => ({ ...voiceprintOf(speak(voiceOf(index), 2, 31 * index + 1))!, startMs: startMs - 100, endMs: endMs + 100 }));
}

const speakersOf = (evidence: Partial<SpeakerEvidence>) => labelSpeakers({ segments, voiceprints: [], language: 'en-US', ...evidence }).map(({ speaker }) => speaker);

describe('by words', () => {
  it('names those who talk like one of the two, and nobody else', () => {
    const named = speakersOf({});
    named.forEach((speaker, index) => expect([truth[index], 'UNKNOWN']).toContain(speaker));
    expect(named.filter((speaker) => speaker !== 'UNKNOWN').length).toBeGreaterThanOrEqual(8);
    expect(labelSpeakers({ segments: ['okay', 'hm', 'zorgle', '', '12 34'].map(said), voiceprints: [], language: 'en-US' })).toEqual(Array.from({ length: 5 }, () => ({ speaker: 'UNKNOWN', confidence: 0 })));
  });

  it('reads a recogniser that parts words like one that does not', () => {
    expect(wordsOf("I do n't, it 's 20 mg")).toEqual(wordsOf("i don't it's 7 mg"));
    expect(clinicianLogOdds("Do you have any pain?")).toBe(clinicianLogOdds('do you have any pain'));
  });

  it('keeps silent in languages that it does not know', () => {
    expect(new Set(speakersOf({ language: 'de' }))).toEqual(new Set(['UNKNOWN']));
    expect(speakersOf({ language: 'en' })).toEqual(speakersOf({}));
  });

  it('says what it was made of', () => {
    expect(model.licence).toContain('CC BY 4.0');
    expect(model.attribution).toContain('ACI-Bench');
    expect(model.heldOut.balancedAccuracy).toBeGreaterThan(0.8);
  });
});

describe('by voice', () => {
  it('names every segment of two voices, also those whose words say nothing', () => {
    expect(speakersOf({ voiceprints: printsOf((index) => (visit[index]![0] === 'D' ? deepVoice : highVoice)) })).toEqual(truth);
    expect(speakersOf({ voiceprints: printsOf((index) => (visit[index]![0] === 'D' ? highVoice : deepVoice)) })).toEqual(truth);
  });

  it('one voice is no reason to name anybody: the words alone count', () => {
    expect(speakersOf({ voiceprints: printsOf(() => deepVoice) })).toEqual(speakersOf({}));
  });

  it('voices that have nothing to do with who says what name nobody wrongly', () => {
    // The recorder was moved half way: what was clustered is the place, not the person.
    speakersOf({ voiceprints: printsOf((index) => (index < 6 ? deepVoice : highVoice)) }).forEach((speaker, index) => expect([truth[index], 'UNKNOWN']).toContain(speaker));
  });

  it('a companion is OTHER or nobody, never the clinician', () => {
    const third = { pitchHz: 300, throat: 0.85 };
    const companion = [{ text: 'she was really pale when i came home', startMs: 40_000, endMs: 42_000 }, { text: 'we called the nurse line last night', startMs: 43_000, endMs: 45_000 }, { text: 'her mother had the same thing', startMs: 46_000, endMs: 48_000 }];
    const voiceprints = [...printsOf((index) => (visit[index]![0] === 'D' ? deepVoice : highVoice)), ...companion.map(({ startMs, endMs }, index) => ({ ...voiceprintOf(speak(third, 2, 900 + index))!, startMs, endMs }))];
    const speakers = speakersOf({ segments: [...segments, ...companion], voiceprints });
    speakers.slice(0, 12).forEach((speaker, index) => expect([truth[index], 'UNKNOWN']).toContain(speaker));
    speakers.slice(12).forEach((speaker) => expect(['OTHER', 'UNKNOWN']).toContain(speaker));
  });
});

describe('by channel', () => {
  const loud = { leftDb: -20, rightDb: -45 };
  const other = { leftDb: -44, rightDb: -21 };

  it('names a voice a channel, whichever side the clinician is on', () => {
    expect(speakersOf({ channels: visit.map(([who]) => (who === 'D' ? loud : other)) })).toEqual(truth);
    expect(speakersOf({ channels: visit.map(([who]) => (who === 'D' ? other : loud)) })).toEqual(truth);
  });

  it('the same sound in both channels, or nearly, is one channel', () => {
    expect(speakersOf({ channels: visit.map(() => ({ leftDb: -20, rightDb: -20 })) })).toEqual(speakersOf({}));
    expect(speakersOf({ channels: visit.map((_, index) => ({ leftDb: -20, rightDb: -20 - (index % 3) })) })).toEqual(speakersOf({}));
    expect(speakersOf({ channels: visit.map(() => null) })).toEqual(speakersOf({}));
  });
});

it('never throws; a label a segment; confidence within 0..1 and only for the named', () => {
  const time = fc.integer({ min: 0, max: 10_000_000 });
  const decibel = fc.double({ min: -100, max: 0, noNaN: true });
  const print = fc.record({ startMs: time, endMs: time, means: fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 12, maxLength: 12 }), variances: fc.array(fc.double({ min: 1e-6, max: 50, noNaN: true }), { minLength: 12, maxLength: 12 }), pitch: fc.double({ min: 70, max: 105, noNaN: true }), voicedFrames: fc.integer({ min: 20, max: 1_000 }) });
  const words = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...visit.map(([, text]) => text), 'constructor', '__proto__ toString'));
  const evidence = fc.record({
    segments: fc.array(fc.record({ text: words, startMs: time, endMs: time }), { maxLength: 12 }),
    voiceprints: fc.array(print, { maxLength: 12 }),
    channels: fc.array(fc.option(fc.record({ leftDb: decibel, rightDb: decibel })), { maxLength: 14 }),
    language: fc.constantFrom('en', 'en-US', 'EN_gb', 'fr', ''),
  });
  fc.assert(
    fc.property(evidence, (one) => {
      const labels = labelSpeakers(one);
      expect(labels).toHaveLength(one.segments.length);
      for (const { speaker, confidence } of labels) {
        if (speaker === 'UNKNOWN') expect(confidence).toBe(0);
        else expect(confidence >= 0.8 && confidence <= 1).toBe(true);
      }
      expect(withSpeakers(one).map(({ text }) => text)).toEqual(one.segments.map(({ text }) => text));
    }),
    { numRuns: 200 },
  );
});
