import type { Candidate } from './candidates.ts';
import { buildUnits, isFirstHand, planned } from './build-units.ts';
import { inWholeThoughts } from './whole-thoughts.ts';
import type { NoteUnit } from './build-units.ts';
import type { Visit } from './derived-units.ts';
import planFile from './plan-model.json' with { type: 'json' };
import { planUnits } from './plan/plan-units.ts';
import { readPlanModel } from './plan/read-plan-model.ts';
import { readExchange } from './read-exchange.ts';
import type { Scored } from './score-candidates.ts';
import type { Sentence } from './split-sentences.ts';
import { firstWordingOf, sourcesOf } from './wordings.ts';

export type Chosen = { unit: NoteUnit; text: string };
/** Said and not written. */
export type Omission = { text: string; sources: readonly Sentence[]; importance: number; salience: number };

const model = readPlanModel(planFile);
export const planVersion = planFile.version;

/** Nobody reads a note of a thousand lines; what is over is listed. */
const mostStatements = 200;
const mostListed = 100;
/** Among more than these the likeliest are planned with: bounds the work of a text without end. */
const mostPlanned = 500;
/** Less important than this is talk. */
const listedFrom = 0.02;
/** So few sentences leave nothing to choose between: what may be of matter is written. */
const shortTalk = 8;
const writtenInShortTalk = 0.1;
/** When nothing else is: a note is empty only when nothing was said. */
const leastWritten = 3;

/** Splits what was said into what the note says, in the order of speech, and what it leaves out, most important first; `cut` more were too many to list. */
export function chooseUnits(all: readonly Scored[], visit: Visit, template: { labels: boolean }): { written: Chosen[]; unmentioned: Omission[]; cut: number } {
  const considered = likeliest(all, mostPlanned);
  const { worth, rest } = planned(considered);
  const units = buildUnits(considered, worth, visit, template);
  const plan = withAntecedents(planOf(units), units);
  const written: Chosen[] = [];
  const said: ReadonlySet<string>[] = [];
  /** What the review of systems sums up is not said beside it once more. */
  const inReview = new Set(units.flatMap(({ derived, section, sources }, index) => (derived && section === 'review' && plan.has(index) ? sources : [])));
  for (const [index, unit] of units.entries()) {
    const text = plan.get(index);
    if (text === undefined || written.length >= mostStatements) continue;
    const content = contentOf(unit);
    if (!unit.derived && said.some((before) => isSaidIn(content, before))) continue;
    if (unit.section === 'review' && !unit.derived && inReview.has(unit.sources.at(-1)!)) continue;
    written.push({ unit, text });
    said.push(content);
  }
  const isWritten = new Set(written.map(({ unit }) => unit));
  const left: Omission[] = units.filter((unit) => !isWritten.has(unit) && !unit.derived).map(({ sources, importance, salience, answer, firstHand, options }) => ({ sources, importance: answer || firstHand ? Math.max(importance, listedFrom) : importance, salience, text: options[0]!.text }));
  for (const { candidate, importance, salience } of rest) {
    // What was asked for is never mere talk.
    const least = isAnswer(candidate) || isFirstHand(candidate) ? listedFrom : 0;
    if (Math.max(importance, least) >= listedFrom) left.push({ sources: sourcesOf(candidate), importance: Math.max(importance, least), salience, text: firstWordingOf(candidate, visit.person) });
  }
  const isNew = ({ sources }: Pick<Omission, 'sources'>) => !said.some((before) => isSaidIn(contentOf({ sources }), before));
  const listed = inWholeThoughts(left.filter((one) => one.importance >= listedFrom && isNew(one)));
  const beyond = all.length > considered.length ? likeliestNew(all, new Set(considered), mostListed - listed.length, (candidate) => isNew({ sources: sourcesOf(candidate) })) : [];
  for (const { candidate, importance, salience } of beyond) listed.push({ sources: sourcesOf(candidate), importance, salience, text: firstWordingOf(candidate, visit.person) });
  return { written, unmentioned: listed.sort((a, b) => b.importance - a.importance).slice(0, mostListed), cut: Math.max(0, listed.length - mostListed) + all.length - considered.length - beyond.length };
}

const isAnswer = (candidate: Candidate) => (readExchange(candidate)?.question.form ?? 'other') !== 'other';

/** Index of a unit -> its text. */
function planOf(units: readonly NoteUnit[]): Map<number, string> {
  const texts = new Map<number, string>();
  if (units.length <= shortTalk) {
    for (const [index, { importance, options, firstHand, patient }] of units.entries()) if (importance >= writtenInShortTalk || (firstHand && !patient)) texts.set(index, options[0]!.text);
  } else for (const [index, { text }] of planUnits(units, model)) texts.set(index, text);
  if (texts.size > 0) return texts;
  const most = new Set(likeliest(units, leastWritten));
  for (const [index, unit] of units.entries()) if (most.has(unit)) texts.set(index, unit.options[0]!.text);
  return texts;
}

const pointsBack = /^(?:it|that|this|they|those|these) /i;

/** "It gives him three hours of relief" says nothing without what it is: the sentence before it in the same breath stands with it. */
function withAntecedents(plan: Map<number, string>, units: readonly NoteUnit[]): Map<number, string> {
  const whole = new Map(plan);
  for (const [index, text] of plan) {
    const [unit, before] = [units[index]!, units[index - 1]];
    if (!before || before.derived || !unit.patient || !before.patient || whole.has(index - 1) || !pointsBack.test(text)) continue;
    if (before.sources.at(-1)!.segment === unit.sources[0]!.segment && !pointsBack.test(before.options[0]!.text)) whole.set(index - 1, before.options[0]!.text);
  }
  return whole;
}

/** Of what was too much to plan with: the most important that is not written and is worth listing, `most` at most. */
function likeliestNew(all: readonly Scored[], considered: ReadonlySet<Scored>, most: number, isNew: (candidate: Candidate) => boolean): Scored[] {
  const found: Scored[] = [];
  for (const one of all.filter((other) => !considered.has(other) && other.importance >= listedFrom).sort((a, b) => b.importance - a.importance)) {
    if (found.length >= most) break;
    if (isNew(one.candidate)) found.push(one);
  }
  return found;
}

/** The most important, in the order of speech. */
function likeliest<One extends { importance: number }>(all: readonly One[], most: number): readonly One[] {
  if (all.length <= most) return all;
  const kept = new Set([...all].sort((a, b) => b.importance - a.importance).slice(0, most));
  return all.filter((one) => kept.has(one));
}

const empty = new Set(`a an the and or of to in on for with it it's i i'm you your my is are was have has had do does so that this just like any we be at as yeah yes okay`.split(' '));
function contentOf({ sources }: Pick<NoteUnit, 'sources'>): ReadonlySet<string> {
  const content = new Set<string>();
  for (const { words } of sources) for (const { kind, lower } of words) if (kind !== 'mark' && !empty.has(lower)) content.add(lower);
  return content;
}

/** A repetition adds nothing; a repetition with another number, side or negation does. */
function isSaidIn(content: ReadonlySet<string>, before: ReadonlySet<string>): boolean {
  if (content.size === 0) return false;
  for (const word of content) if (!before.has(word)) return false;
  return true;
}
