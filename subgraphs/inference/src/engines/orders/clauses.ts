import type { Sentence } from './turns.ts';

/**
 * Recognisers write no full stops, and people string their thoughts with "and": a new thought begins where somebody says what
 * will be done ("i'm gonna", "let's") or asks.
 */
const opens = String.raw`(?:i'm (?:also |just |then )?(?:gonna|going to|going ahead|giving|starting|sending|putting|adding|prescribing|ordering)|i am (?:also )?going to|i'll|i will|we'll|we will|we're (?:also |just )?(?:gonna|going to)|we are (?:gonna|going to)|let's|let us|i (?:do |also |just )?(?:want (?:you|him|her|to)|wanna)|i'd (?:also |really |just )?like|what (?:i|we)(?:'d| would)? (?:want|wanna|like|am|are|will|'m|'ll)|go ahead and|if(?! (?:needed|necessary|you need))|(?<=\b(?:and|so|okay|,|but) )(?:do|are|have|did|does|is|can|could|would) (?:you|he|she|that|it|there)|(?<=\b(?:and|so|okay|,|but|then) )for (?:your|the|his|her)(?= \w+(?: \w+)? (?:i'm|i'll|let's|we'll|i want|,)))`;
const joints = String.raw`(?:(?:okay|ok|alright|all right|so|and|but|then|now|um|uh|also|plus|well|because) (?:, )?)*`;
const starter = new RegExp(String.raw`(?<=^| )${joints}${opens}\b`, 'g');
/** After these what follows belongs to the thought before. */
const leansBack = /(?:\b(?:that|think|thought|guess|say|said|says|if|unless|when|what|which|who|how|where|because|until|as|like|hope|sure|know|believe|feel|whether|we|i|you|to|just|gonna|could|would|should|might|maybe|perhaps|can|'ll|'d|either|or)|n't)$/;
const condition = /^(?:(?:okay|ok|alright|so|and|but|then|now|um|uh|also|well|,) ?)*(?:if|unless|once|when|whenever|should you|as soon as|assuming|in case|until|since|because|even if|even though|although|while|depending)\b/;

/** The thoughts of a sentence, left to right; a condition and what follows from it stay together. */
export const clausesOf = (sentence: Sentence): Sentence[] => {
  const { text } = sentence;
  if (text.length < 40) return [sentence];
  const cuts: number[] = [];
  let from = 0;
  for (const match of text.matchAll(starter)) {
    if (match.index <= from + 2) continue;
    const chunk = text.slice(from, match.index);
    const before = chunk.trimEnd().replace(/ ?,$/, '');
    const begins = text.slice(match.index, match.index + match[0].length);
    if (leansBack.test(before) && !/(?:,|\b(?:so|and|but|okay|then))$/.test(chunk.trimEnd())) continue;
    if (condition.test(chunk) && before.split(' ').length < 24 && !/\b(?:call|let me know|come (?:back|in)|give us|tell)\b/.test(before)) {
      // "If that fails we'll start it": one thought; the next one is another.
      if (!/\b(?:i'm (?:gonna|going)|i'll|we'll|let's|we're (?:gonna|going)|i'd|we'd|we would|i would|then|we might|we can|we could)\b/.test(chunk.replace(condition, ''))) continue;
    }
    // A condition at the end belongs to what it limits: "we'll start it if your pressure stays high".
    if (/\bif$/.test(begins) && !/^(?:and|but|so|okay|then|now|because)\b/.test(begins.trim()) && !/,$/.test(chunk.trimEnd())) continue;
    if (/\bif$/.test(begins) && /,$/.test(chunk.trimEnd()) && !/^(?:and|but|so|then)\b/.test(begins.trim())) continue;
    cuts.push(match.index);
    from = match.index;
  }
  if (cuts.length === 0) return [sentence];
  const bounds = [0, ...cuts, text.length];
  return bounds.slice(1).flatMap((to, at) => {
    const start = bounds[at] ?? 0;
    const body = text.slice(start, to);
    if (body.trim() === '') return [];
    return [{ from: sentence.from + start, to: sentence.from + to, text: body, question: sentence.question && at === bounds.length - 2 }];
  });
};
