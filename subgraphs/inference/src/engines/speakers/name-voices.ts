/** Who a segment's voice may be; sums to 1. */
export type Roles = { clinician: number; patient: number; other: number };

export type Voiced = {
  /** From 0. */
  cluster: number;
  /** How likely it is of that cluster, 0.5..1. */
  certainty: number;
  /** Log odds of its words for the clinician. */
  odds: number;
};

/** Segments of one visit lean the same way (one topic, one way to talk): each counts for half. */
const independence = 0.5;
/** Before anything is heard: that the voices found have nothing to do with who is who. */
const unrelated = 0.2;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * Which voice is the clinician's, by what each of them says: all ways to give the roles are weighed against each other, and
 * against the voices being no roles at all, so that a wrong clustering names nobody.
 * @param segments those whose voice is known
 */
export function rolesOfVoices(segments: readonly Voiced[], count: number): Roles[] {
  const clinician = new Float64Array(count);
  const patient = new Float64Array(count);
  for (const { cluster, odds } of segments) {
    clinician[cluster]! += independence * Math.log(2 * sigmoid(odds));
    patient[cluster]! += independence * Math.log(2 * sigmoid(-odds));
  }
  const ways: { clinician: number; patient: number; log: number }[] = [];
  for (let c = 0; c < count; c += 1) for (let p = 0; p < count; p += 1) if (c !== p) ways.push({ clinician: c, patient: p, log: clinician[c]! + patient[p]! + Math.log((1 - unrelated) / (count * (count - 1))) });
  const highest = Math.max(Math.log(unrelated), ...ways.map(({ log }) => log));
  const weigh = (log: number) => Math.exp(log - highest);
  const total = weigh(Math.log(unrelated)) + ways.reduce((sum, { log }) => sum + weigh(log), 0);
  const none = weigh(Math.log(unrelated)) / total;
  return Array.from({ length: count }, (_, one) => {
    const share = (of: (way: (typeof ways)[number]) => boolean) => ways.filter(of).reduce((sum, { log }) => sum + weigh(log) / total, 0);
    return {
      clinician: share((way) => way.clinician === one) + none / 2,
      patient: share((way) => way.patient === one) + none / 2,
      other: share((way) => way.clinician !== one && way.patient !== one),
    };
  });
}

/** A segment's own roles: its voice's, as far as it is that voice's, weighed with its own words. */
export function rolesOfSegment({ cluster, certainty, odds }: Voiced, voices: readonly Roles[]): Roles {
  const others = voices.filter((_, one) => one !== cluster);
  const mixed = (role: keyof Roles) => certainty * voices[cluster]![role] + ((1 - certainty) / others.length) * others.reduce((sum, voice) => sum + voice[role], 0);
  return weighed({ clinician: mixed('clinician'), patient: mixed('patient'), other: mixed('other') }, independence * odds);
}

/** By Bayes' rule: what was likely before the words were read, times what the words say. Others may say anything. */
function weighed(before: Roles, odds: number): Roles {
  // No voice is so sure that its words could not object.
  const likely = { clinician: (0.01 + before.clinician) * 2 * sigmoid(odds), patient: (0.01 + before.patient) * 2 * sigmoid(-odds), other: before.other };
  const total = likely.clinician + likely.patient + likely.other;
  return { clinician: likely.clinician / total, patient: likely.patient / total, other: likely.other / total };
}

/** That the next segment is the same person's. */
const stays = 0.55;

/** Without voices: words alone, each segment with a look at its neighbours (forward-backward over two states). */
export function rolesByWords(odds: readonly number[]): Roles[] {
  const forward: number[] = [];
  const backward: number[] = [];
  const step = (before: number) => before * stays + (1 - before) * (1 - stays);
  const update = (before: number, own: number) => sigmoid(Math.log(before / (1 - before)) + own);
  const bounded = (value: number) => Math.min(1 - 1e-6, Math.max(1e-6, value));
  odds.forEach((own, index) => {
    forward[index] = bounded(update(index === 0 ? 0.5 : step(forward[index - 1]!), own));
  });
  // What the segments after this one say of it.
  for (let index = odds.length - 1; index >= 0; index -= 1) {
    backward[index] = index === odds.length - 1 ? 0.5 : bounded(step(update(backward[index + 1]!, odds[index + 1]!)));
  }
  return odds.map((_, index) => {
    const clinician = update(forward[index]!, Math.log(backward[index]! / (1 - backward[index]!)));
    return { clinician, patient: 1 - clinician, other: 0 };
  });
}
