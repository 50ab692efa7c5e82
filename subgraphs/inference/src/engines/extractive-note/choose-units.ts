import { buildUnits } from './build-units.ts';
import type { BuiltUnit } from './build-units.ts';
import type { Person } from './person.ts';
import planFile from './plan-model.json' with { type: 'json' };
import { planUnits } from './plan/plan-units.ts';
import { readPlanModel } from './plan/read-plan-model.ts';
import { isClinical } from './score-candidates.ts';
import type { Scored } from './score-candidates.ts';

export type Chosen = { scored: Scored; text: string; supported: boolean };

const model = readPlanModel(planFile);
export const planVersion = planFile.version;

/** Nobody reads a note of a thousand lines; what is over is listed. */
const mostStatements = 200;
const mostListed = 100;
/** Among more than these the likeliest are planned with: bounds the work of a text without end. */
const mostPlanned = 500;
/** Less important than this is talk. */
const listedFrom = 0.06;
/** So few sentences leave nothing to choose between: what may be of matter is written. */
const shortTalk = 8;
const writtenInShortTalk = 0.1;
/** When nothing else is: a note is empty only when nothing was said. */
const leastWritten = 3;

/** Splits what was said into what the note says, in the order of speech, and what it leaves out, most important first. */
export function chooseUnits(all: readonly Scored[], person: Person): { written: Chosen[]; unmentioned: Chosen[] } {
  const units = buildUnits(likeliest(all, mostPlanned), person);
  const plan = planOf(units);
  const written: Chosen[] = [];
  const said: ReadonlySet<string>[] = [];
  for (const [index, { scored, supported }] of units.entries()) {
    const text = plan.get(index);
    if (text === undefined || written.length >= mostStatements) continue;
    const content = contentOf(units[index]!);
    if (said.some((before) => isSaidIn(content, before))) continue;
    written.push({ scored, text, supported });
    said.push(content);
  }
  const unmentioned: Chosen[] = [];
  for (const unit of units) {
    if (written.some(({ scored }) => scored === unit.scored) || unit.scored.importance < listedFrom || !isClinical(unit.scored.candidate)) continue;
    const content = contentOf(unit);
    if (said.some((before) => isSaidIn(content, before))) continue;
    unmentioned.push({ scored: unit.scored, text: unit.options[0]!.text, supported: unit.supported });
  }
  return { written, unmentioned: unmentioned.sort((a, b) => b.scored.importance - a.scored.importance).slice(0, mostListed) };
}

/** Index of a unit -> its text. */
function planOf(units: readonly BuiltUnit[]): Map<number, string> {
  const texts = new Map<number, string>();
  if (units.length <= shortTalk) {
    for (const [index, { scored, options }] of units.entries()) if (scored.importance >= writtenInShortTalk) texts.set(index, options[0]!.text);
  } else for (const [index, { text }] of planUnits(units, model)) texts.set(index, text);
  if (texts.size > 0) return texts;
  const most = new Set(likeliest(units.map(({ scored }) => scored), leastWritten));
  for (const [index, { scored, options }] of units.entries()) if (most.has(scored)) texts.set(index, options[0]!.text);
  return texts;
}

/** The most important, in the order of speech. */
function likeliest(all: readonly Scored[], most: number): readonly Scored[] {
  if (all.length <= most) return all;
  const kept = new Set([...all].sort((a, b) => b.importance - a.importance).slice(0, most));
  return all.filter((one) => kept.has(one));
}

const empty = /^(?:a|an|the|and|or|of|to|in|on|for|with|it|it's|i|i'm|you|your|my|is|are|was|have|has|had|do|does|so|that|this|just|like|any|we|be|at|as|yeah|yes|okay)$/;
const contentOf = ({ scored: { candidate } }: BuiltUnit): ReadonlySet<string> =>
  new Set([...(candidate.question?.words ?? []), ...candidate.words].filter(({ kind, lower }) => kind !== 'mark' && !empty.test(lower)).map(({ lower }) => lower));

/** A repetition adds nothing; a repetition with another number, side or negation does. */
function isSaidIn(content: ReadonlySet<string>, before: ReadonlySet<string>): boolean {
  if (content.size === 0) return false;
  for (const word of content) if (!before.has(word)) return false;
  return true;
}
