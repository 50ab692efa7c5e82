import { keyOf as keyOfMention } from './memory.ts';
import type { OrderSketch } from './order-sketch.ts';

const keyOf = ({ mention }: OrderSketch): string => keyOfMention(mention);

const goesOn = (intent: OrderSketch['intent']): boolean => intent === 'START' || intent === 'CHANGE' || intent === 'CONTINUE';

const wean = /\b(?:get|take|taking|getting|wean|weaning|taper|tapering|come|coming)\b.*\boff\b/;

/**
 * One order a drug: said again, it adds what was not said before (a difference shows as a conflict later). A medicine that is
 * to be continued and then changed is changed; one that was only thought about and then ordered is ordered. One that is to go
 * on and to stop keeps both, flagged: a person decides.
 */
export const mergeSketches = (sketches: readonly OrderSketch[]): OrderSketch[] => {
  const kept: OrderSketch[] = [];
  for (const sketch of sketches) {
    const key = keyOf(sketch);
    // Named in a list and then stopped or held: it is not to go on.
    const listed = kept.findLast((other) => keyOf(other) === key && other.flags.has('VERB_UNSAID') && other.intent !== 'HYPOTHETICAL');
    if (listed && (sketch.intent === 'STOP' || sketch.intent === 'HOLD')) {
      sketch.flags.add('SELF_CORRECTED');
      kept.splice(kept.indexOf(listed), 1, sketch);
      continue;
    }
    // "Hold the Xarelto for two days; we'll restart it after": the end of the pause.
    if (kept.some((other) => other.intent === 'HOLD' && keyOf(other) === key) && goesOn(sketch.intent) && sketch.cue && !sketch.pieces.some(({ piece }) => piece.field === 'dose') && /\b(?:re-?start|resum|back on|go(?:ing)? back|get(?:ting)? back|start (?:it |that |them )?(?:back|again))/.test(sketch.cue.turn.phrase.text.slice(sketch.cue.from, sketch.cue.to + 24))) continue;
    // "I'd like to get you off the Xanax, so half a milligram for two weeks, then ...": the way off is a change.
    const off = kept.findLast((other) => other.intent === 'STOP' && keyOf(other) === key && wean.test(other.cue?.turn.phrase.text.slice(other.cue.from, other.cue.to) ?? ''));
    if (off && (sketch.intent === 'CHANGE' || sketch.intent === 'START') && sketch.pieces.some(({ piece }) => piece.field === 'dose')) {
      kept.splice(kept.indexOf(off), 1, { ...sketch, intent: 'CHANGE' });
      continue;
    }
    const twin = kept.findLast((other) => keyOf(other) === key && (other.intent === sketch.intent || (goesOn(other.intent) && goesOn(sketch.intent)) || (other.intent === 'HYPOTHETICAL' && goesOn(sketch.intent))));
    if (!twin) {
      kept.push(sketch);
      continue;
    }
    if (twin.flags.has('VERB_UNSAID') && !sketch.flags.has('VERB_UNSAID') && twin.intent !== 'HYPOTHETICAL') confirm(twin, sketch);
    else if (twin.intent !== sketch.intent) settleIntent(twin, sketch);
    else twin.pieces.push(...sketch.pieces);
    twin.indication ??= sketch.indication;
    // Said plainly once, it is no longer only advice or a guess from the context.
    if (!sketch.flags.has('SAID_AS_ADVICE')) forget(twin, 'SAID_AS_ADVICE', 'intent');
    if (!sketch.flags.has('DRUG_FROM_CONTEXT')) forget(twin, 'DRUG_FROM_CONTEXT', 'drug');
    for (const flag of sketch.flags) if (flag !== 'SAID_AS_ADVICE' && flag !== 'DRUG_FROM_CONTEXT') twin.flags.add(flag);
    if (sketch.flags.has('SPEAKER_UNKNOWN') || sketch.flags.has('SELF_CORRECTED')) for (const doubt of sketch.doubts) twin.doubts.add(doubt);
  }
  const firm = kept.filter((sketch) => sketch.intent !== 'HYPOTHETICAL');
  for (const sketch of firm) {
    if (firm.some((other) => other !== sketch && keyOf(other) === keyOf(sketch))) sketch.flags.add('CONFLICTING_INTENT');
  }
  return kept;
};

/** Named with its directions first and then ordered in so many words: the words count, also where they say another dose. */
const confirm = (twin: OrderSketch, sketch: OrderSketch): void => {
  forget(twin, 'VERB_UNSAID', 'intent');
  const again = new Set(sketch.pieces.map(({ piece }) => piece.field));
  const before = twin.pieces.filter(({ piece }) => again.has(piece.field));
  const unit = before.map(({ piece }) => (piece.field === 'dose' ? piece.unit : null)).find((said) => said !== null) ?? null;
  const differs = before.some(({ piece }) => piece.field === 'dose' && !sketch.pieces.some((later) => later.piece.field === 'dose' && later.piece.min === piece.min && later.piece.max === piece.max));
  twin.pieces = [...twin.pieces.filter(({ piece }) => !again.has(piece.field)), ...sketch.pieces.map((one) => (one.piece.field === 'dose' && one.piece.unit === null ? { ...one, piece: { ...one.piece, unit } } : one))];
  twin.intent = sketch.intent;
  twin.cue = sketch.cue ?? twin.cue;
  if (!differs) return;
  twin.flags.add('SELF_CORRECTED');
  twin.doubts.add('dose');
};

/** Two sayings of one medicine with different verbs: which verb counts, and which directions. */
const settleIntent = (twin: OrderSketch, sketch: OrderSketch): void => {
  const changed = sketch.intent === 'CHANGE' && twin.intent === 'CONTINUE';
  if (changed) {
    // What is continued is the old dose.
    const fields = new Set(sketch.pieces.map(({ piece }) => piece.field));
    twin.pieces = twin.pieces.filter(({ piece }) => !fields.has(piece.field));
  }
  if (changed || twin.intent === 'HYPOTHETICAL') {
    twin.intent = twin.intent === 'HYPOTHETICAL' && sketch.intent === 'CONTINUE' && !sketch.flags.has('REFILL') && (twin.thought === null || twin.thought === 'START' || twin.thought === 'HYPOTHETICAL') ? 'START' : sketch.intent;
    twin.cue = sketch.cue ?? twin.cue;
    // Its dose was named while it was only a thought.
    if (!changed) twin.doubts.add('dose');
    if (sketch.flags.has('SAID_AS_ADVICE')) {
      twin.flags.add('SAID_AS_ADVICE');
      twin.doubts.add('intent');
    }
  }
  // Ordered although it only goes on: a new prescription of the same.
  if (twin.intent === 'CONTINUE' && sketch.intent === 'START' && sketch.cue && /\b(?:order|send|call|prescri|script|write|rx)/.test(sketch.cue.turn.phrase.text.slice(sketch.cue.from, sketch.cue.to))) twin.flags.add('REFILL');
  twin.pieces.push(...sketch.pieces);
};

const forget = (sketch: OrderSketch, flag: string, doubt: string): void => {
  if (!sketch.flags.delete(flag)) return;
  if (doubt !== 'drug' || !(sketch.flags.has('SPEAKER_UNKNOWN') || sketch.flags.has('SELF_CORRECTED'))) sketch.doubts.delete(doubt);
};
