import type { ChannelLoudness } from '@dra/audio';
import type { Speaker } from '@dra/events';
import { clusterFigures, clusterVoices } from './cluster-voices.ts';
import type { Clustering } from './cluster-voices.ts';
import { clinicianLogOdds } from './language-evidence.ts';
import { rolesByWords, rolesOfSegment, rolesOfVoices } from './name-voices.ts';
import type { Roles, Voiced } from './name-voices.ts';
import type { Voiceprint } from './voiceprint.ts';

export type TimedVoiceprint = Voiceprint & { startMs: number; endMs: number };

export type SpeakerEvidence = {
  segments: readonly { text: string; startMs: number; endMs: number }[];
  /** Of utterances, in any order; a segment's is the one that overlaps it most. */
  voiceprints: readonly TimedVoiceprint[];
  /** One a segment, where the recording has two channels. */
  channels?: readonly (ChannelLoudness | null)[];
  /** As "en-US"; words tell who speaks in English only. */
  language: string;
};

/** `confidence` is how likely the speaker is right, 0..1; 0 where nobody is named. */
export type SpeakerLabel = { speaker: Speaker; confidence: number };

/** Below it nobody is named: a wrong attribution is worse than none. */
const leastConfidence = 0.8;
/** OTHER is a voice that is neither's; the words cannot vouch for it, so the sound must be surer. */
const leastOther = 0.9;
/** An utterance may hold a word of somebody else's. */
const surest = 0.99;
/** dB between left and right of one voice and of the other: two microphones in one room differ by less than a device each. */
const channelsApart = 6;
/** Segments whose voice is known must be this part of all, else the words are better witnesses for all of them. */
const leastKnown = 0.5;
const unnamed: SpeakerLabel = { speaker: 'UNKNOWN', confidence: 0 };

/**
 * Who said each segment: by channel where two channels carry one voice each, else by the sound of the voices, else by words
 * alone; channels and voices get their names by what they say. Pure; one label a segment, in order.
 */
export function labelSpeakers(evidence: SpeakerEvidence): SpeakerLabel[] {
  const { segments, language } = evidence;
  if (!/^en(?:$|[-_])/i.test(language)) return segments.map(() => unnamed);
  const odds = segments.map(({ text }) => clinicianLogOdds(text));
  return rolesOf(evidence, odds).map(labelOf);
}

/** Segments of a result with their speakers. */
export function withSpeakers<S extends SpeakerEvidence['segments'][number]>(evidence: SpeakerEvidence & { segments: readonly S[] }): (S & { speaker: Speaker; speakerConfidence?: number })[] {
  const labels = labelSpeakers(evidence);
  return evidence.segments.map((segment: S, index) => {
    const { speaker, confidence } = labels[index] ?? unnamed;
    return { ...segment, speaker, ...(speaker === 'UNKNOWN' ? {} : { speakerConfidence: confidence }) };
  });
}

function rolesOf(evidence: SpeakerEvidence, odds: readonly number[]): Roles[] {
  const found = byChannel(evidence) ?? byVoice(evidence);
  if (!found) return rolesByWords(odds);
  const voiced = found.members.map((member, index): Voiced | null => member && { ...member, odds: odds[index]! });
  const voices = rolesOfVoices(voiced.filter((one) => one !== null), found.count);
  // A segment too short for a voice has its words, which its neighbours do not change.
  return voiced.map((one, index) => (one ? rolesOfSegment(one, voices) : rolesByWords([odds[index]!])[0]!));
}

type Membership = { count: number; members: (Pick<Voiced, 'cluster' | 'certainty'> | null)[] };

function byChannel({ segments, channels }: SpeakerEvidence): Membership | null {
  const known = segments.flatMap(({ startMs, endMs }, index) => {
    const loudness = channels?.[index];
    return loudness ? [{ index, value: loudness.leftDb - loudness.rightDb, weight: Math.max(1, Math.min(3_000, endMs - startMs)) }] : [];
  });
  return memberships(clusterFigures(known, channelsApart), segments.map((_, index) => known.findIndex((one) => one.index === index)));
}

function byVoice({ segments, voiceprints }: SpeakerEvidence): Membership | null {
  const printed = segments.map(({ startMs, endMs }) => mostOverlapping(voiceprints, startMs, endMs));
  return memberships(clusterVoices(voiceprints), printed);
}

/** @param places each segment's place among the clustered points; -1: none */
function memberships(clustering: Clustering | null, places: readonly number[]): Membership | null {
  if (!clustering || places.filter((place) => place >= 0).length < places.length * leastKnown) return null;
  return { count: clustering.count, members: places.map((place) => (place < 0 ? null : { cluster: clustering.labels[place]!, certainty: clustering.certainty[place]! })) };
}

function mostOverlapping(voiceprints: readonly TimedVoiceprint[], startMs: number, endMs: number): number {
  let best = -1;
  let most = 0;
  voiceprints.forEach((one, index) => {
    const overlap = Math.min(endMs, one.endMs) - Math.max(startMs, one.startMs);
    if (overlap > most) {
      most = overlap;
      best = index;
    }
  });
  return best;
}

function labelOf({ clinician, patient, other }: Roles): SpeakerLabel {
  const confidence = (share: number) => Math.round(Math.min(surest, share) * 1000) / 1000;
  if (other >= leastOther) return { speaker: 'OTHER', confidence: confidence(other) };
  if (clinician >= leastConfidence) return { speaker: 'CLINICIAN', confidence: confidence(clinician) };
  if (patient >= leastConfidence) return { speaker: 'PATIENT', confidence: confidence(patient) };
  return unnamed;
}
