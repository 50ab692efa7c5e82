import type { Speaker, TranscriptSegment } from '@dra/events';
import type { Person } from './person.ts';
import { joinWords } from './words.ts';
import type { Candidate } from './candidates.ts';
import { asSentence } from './compose-text.ts';
import { cues } from './lexicon/clinical-cues.ts';
import { systemOf } from './lexicon/body-systems.ts';
import type { BodySystem } from './lexicon/body-systems.ts';
import { normaliseNumbers } from './normalise-numbers.ts';
import { readExchange } from './read-exchange.ts';
import type { Scored } from './score-candidates.ts';
import { splitSentences } from './split-sentences.ts';
import type { Sentence } from './split-sentences.ts';
import type { NoteSection } from './templates.ts';
import { sourcesOf } from './wordings.ts';

/** A statement that sums up what several sentences said. */
export type Derived = { text: string; section: NoteSection; sources: Sentence[]; from: Scored };

export type Visit = { segments: readonly TranscriptSegment[]; speakers: readonly Speaker[]; person: Person };

/** Chief complaint, review of systems, agreement: each from what was said and with all of its evidence. */
export function deriveStatements(scored: readonly Scored[], { segments, speakers, person }: Visit): Derived[] {
  const complaint = chiefComplaint(scored);
  const agreement = agreedPlan(scored, segments, speakers);
  return [...(complaint ? [complaint] : []), ...reviewOfSystems(scored, person), ...(agreement ? [agreement] : [])];
}

const presents =
  /\b(?:presents?|presenting|here|coming in|comes in|came in|in today|see you|brought in|seen)(?: (?:to|in) (?:the |our )?(?:clinic|office|hospital|emergency room|emergency department))?(?: today| here| in| now)*(?: to be seen| for evaluation)?(?: for| with| complaining of| because of| due to| to (?:follow up|discuss|talk) (?:on|about|for)) (?:an? |the |his |her |your |my |some |evaluation of |this |you know )*/;
const complains = /^(?:i've (?:been )?(?:having|had|got|getting)|i have(?: been having)?|i'm having|i am having|i've been having|having|my) (?:a |an |some |this |these |really bad |bad |a lot of )*/;
const stops = /^(?:that|which|who|and|but|for|since|when|because|so|after|today|now|i|you|he|she|it|it's|is|was|has|have|been|started|, |over|about|where|if|while|as|then)$/;
const longestComplaint = 9;

/** Why the patient came: said by the clinician who presents the visit, else the patient's first complaint. */
function chiefComplaint(scored: readonly Scored[]): Derived | null {
  const early = scored.slice(0, 30);
  for (const [pattern, isPatient] of [[presents, false], [complains, true]] as const) {
    for (const one of early) {
      if ((one.candidate.speaker === 'PATIENT') !== isPatient && pattern === complains) continue;
      const words = one.candidate.words;
      const text = words.map(({ lower }) => lower).join(' ');
      const match = pattern.exec(`${text} `);
      if (!match) continue;
      const from = text.slice(0, match.index + match[0].length).trim().split(' ').filter(Boolean).length;
      let to = from;
      const keepsJoint = (at: number) => words[at]!.lower === 'and' && cues.symptom.has(words[at + 1]?.lower ?? '');
      while (to < words.length && to - from < longestComplaint && words[to]!.kind !== 'mark' && (!stops.test(words[to]!.lower) || keepsJoint(to))) to += 1;
      const named = normaliseNumbers(words.slice(from, to));
      if (!named.some(({ lower }) => cues.symptom.has(lower) || cues.problem.has(lower) || /^(?:follow-up|followup|annual|physical|checkup|check-up|evaluation|exam|visit|injury|refill|surgery)$/.test(lower))) continue;
      return { text: asSentence(joinWords(named)), section: 'complaint', sources: one.candidate.said, from: one };
    }
  }
  return null;
}

type Finding = { topic: string; denied: boolean; one: Scored };

/** "Any nausea?" "No." and its like, by body system. */
function reviewOfSystems(scored: readonly Scored[], person: Person): Derived[] {
  const found = new Map<BodySystem, Finding[]>();
  for (const one of scored) {
    const finding = findingOf(one.candidate, person);
    if (!finding) continue;
    found.set(finding.system, [...(found.get(finding.system) ?? []), { ...finding, one }]);
  }
  return [...found].map(([system, findings]) => {
    const topics = (negative: boolean) => [...new Set(findings.filter(({ denied }) => denied === negative).map(({ topic }) => topic))];
    const reported = topics(false);
    const denied = topics(true);
    const parts = [...(reported.length > 0 ? [`Reports ${reported.join(', ')}.`] : []), ...(denied.length > 0 ? [`Denies ${denied.join(', ')}.`] : [])];
    const best = findings.reduce((a, b) => (b.one.salience > a.one.salience ? b : a));
    return { text: `${system}: ${parts.join(' ')}`, section: 'review', sources: findings.flatMap(({ one }) => sourcesOf(one.candidate)), from: best.one };
  });
}

function findingOf(candidate: Candidate, person: Person): { system: BodySystem; topic: string; denied: boolean } | null {
  const exchange = candidate.speaker === 'PATIENT' ? readExchange(candidate) : null;
  if (!exchange) return null;
  const { question: read, answer, rest } = exchange;
  if (read.form !== 'yes-no' || read.verb || answer.polarity === null || answer.guarded) return null;
  // "A cough or a cold?" "Yes": which of them was not said. What follows a yes or no may limit it.
  if (answer.polarity === 'yes' && read.choice) return null;
  if (rest.length > 0 && answer.polarity === 'no') return null;
  const lowers = read.topic.map(({ lower }) => lower);
  if (read.topic.length > 8 || !lowers.some((lower) => cues.symptom.has(lower))) return null;
  const system = systemOf(lowers);
  if (!system) return null;
  return { system, topic: joinWords(read.topic.map((word) => ({ text: word.lower === 'your' ? person.possessive : word.text }))), denied: answer.polarity === 'no' };
}

const agreement = /^(?:(?:okay|ok|yes|yeah|alright|perfect|great|no|well|oh|um|uh|mm-hmm|sure)[ ,.]*)*(?:(?:that|it|this|everything|all of that)(?:'s| is)? (?:all )?(?:sounds?|works?|fine|good|great|okay) ?(?:good|great|fine|perfect|like a (?:good |great )?plan|wonderful|okay|for me|to me|with me|all right)?|sounds? (?:good|great|fine|perfect|like a (?:good |great )?plan|wonderful|okay|all right)|i can do that|i agree|that'll (?:work|be (?:fine|great|good)))\b/;
const latePart = 0.55;
const longestAgreement = 300;

/** The last time that the patient said yes to what the clinician plans. */
function agreedPlan(scored: readonly Scored[], segments: readonly TranscriptSegment[], speakers: readonly Speaker[]): Derived | null {
  const from = Math.floor(segments.length * latePart);
  for (let turn = segments.length - 1; turn > from; turn -= 1) {
    if (speakers[turn] !== 'PATIENT') continue;
    const [said] = splitSentences({ ...segments[turn]!, text: segments[turn]!.text.slice(0, longestAgreement) }, turn);
    if (!said || !agreement.test(said.words.map(({ lower }) => lower).join(' '))) continue;
    const plan = scored.findLast(({ section, candidate }) => section === 'plan' && candidate.speaker === 'CLINICIAN' && candidate.said.at(-1)!.turn < turn);
    if (!plan) return null;
    return { text: 'The patient agrees with the recommended medical treatment plan.', section: 'plan', sources: [...plan.candidate.said, { ...said, segment: segments[turn]! }], from: plan };
  }
  return null;
}
