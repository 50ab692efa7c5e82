import { checkSupport } from '../extractive-note/check-support.ts';
import { isInstruction } from '../extractive-note/said-to-machine.ts';
import type { Medication } from './medications.ts';
import { dosesIn, drugsIn, frequenciesIn, numbersIn, numeralWordsIn, sidesIn, unitsIn } from './statement-facts.ts';

export type Fault = 'NO_EVIDENCE' | 'NUMBER' | 'UNIT' | 'DRUG' | 'DOSE' | 'FREQUENCY' | 'SIDE' | 'NEGATION' | 'INTENT' | 'INSTRUCTION';

export { isInstruction };

/**
 * What a statement says and its evidence does not. Deterministic: the model's own word on any of it counts for nothing.
 *
 * @param evidence the spoken words that it rests on, as the transcript has them
 * @param medications whose phrases the statement contains; their doses were extracted, not generated
 */
export function checkStatement(text: string, evidence: readonly string[], all: readonly Medication[], cited: readonly Medication[] = []): Fault[] {
  if (evidence.length === 0) return ['NO_EVIDENCE'];
  // What the extractor wrote is its own evidence: only what stands around it is checked.
  const own = cited.reduce((rest, { phrase }) => rest.replaceAll(phrase, ' '), text);
  const said = evidence.join(' . ');
  const faults = new Set<Fault>();
  const { faults: found } = checkSupport(own, evidence);
  if (found.includes('number') || [...numeralWordsIn(own)].some((value) => !numbersIn(said).has(value))) faults.add('NUMBER');
  if (found.includes('negation') && (cited.length === 0 || own.trim().length > 0)) faults.add('NEGATION');
  if (beyond(unitsIn(own), unitsIn(said))) faults.add('UNIT');
  if (beyond(drugsIn(own), drugsIn(said))) faults.add('DRUG');
  if (sidesDiffer(own, said)) faults.add('SIDE');
  const drugs = drugsIn(own);
  if (drugs.size > 0) {
    const extracted = all.filter((one) => [...one.drugs].some((drug) => drugs.has(drug)));
    if (beyond(dosesIn(own), new Set(extracted.flatMap((one) => [...one.doses])))) faults.add('DOSE');
    if (beyond(frequenciesIn(own), frequenciesIn(said))) faults.add('FREQUENCY');
  }
  if (cited.some((one) => intentDiffers(own, one))) faults.add('INTENT');
  if (evidence.some(isInstruction)) faults.add('INSTRUCTION');
  return [...faults];
}

const beyond = (stated: ReadonlySet<string>, said: ReadonlySet<string>) => [...stated].some((one) => !said.has(one));

/** "left" needs a "left" that was said, and "left knee" is not proved by a "right knee" with another "left" beside it. */
function sidesDiffer(text: string, said: string): boolean {
  const [stated, heard] = [sidesIn(text), sidesIn(said)];
  if (stated.has('both') && !heard.has('both') && !(heard.has('left') && heard.has('right'))) return true;
  for (const [side, other] of [['left', 'right'], ['right', 'left']] as const) {
    if (!stated.has(side)) continue;
    if (!heard.has(side)) return true;
    for (const [, part = ''] of text.toLowerCase().matchAll(new RegExp(`\\b${side} ([a-z]+)`, 'g'))) {
      const spoken = said.toLowerCase();
      if (new RegExp(`\\b${other} ${part}\\b`).test(spoken) && !new RegExp(`\\b${side} (?:\\w+ )?${part}\\b`).test(spoken)) return true;
    }
  }
  return false;
}

const verbs: readonly (readonly [intents: readonly Medication['intent'][], said: RegExp])[] = [
  [['START'], /\b(?:start(?:ed|ing)?|begin|initiat\w+|prescrib\w+|add(?:ed|ing)?)\b/i],
  [['STOP'], /\b(?:stop(?:ped|ping)?|discontinu\w+|come off)\b/i],
  [['HOLD', 'STOP'], /\b(?:hold|held|pause[ds]?)\b/i],
  [['CONTINUE'], /\b(?:continu\w+|keep|remain\w* on)\b/i],
  [['CHANGE'], /\b(?:increas\w+|decreas\w+|reduc\w+|chang\w+|switch\w*|taper\w*)\b/i],
];

function intentDiffers(text: string, { intent }: Medication): boolean {
  const meant = verbs.filter(([, said]) => said.test(text));
  return meant.length > 0 && !meant.some(([intents]) => intents.includes(intent));
}
