import type { OrderDraft } from '@dra/events';

type Intent = OrderDraft['intent'];
type Kind = Intent | 'REFILL' | 'STATE';
type Cue = { kind: Kind; from: number; to: number; soft: boolean; weak: boolean };

export type IntentReading = {
  intent: Intent;
  /** The words that gave it, in the sentence's text. */
  from: number;
  to: number;
  /** Said as advice or as an offer: somebody has to confirm that it is an order. */
  soft: boolean;
  refill: boolean;
};

const lead = String.raw`(?:i'll|i will|i'm going to|i am going to|i'm gonna|i am gonna|i'm going ahead and|we'll|we will|we're going to|we are going to|we're gonna|we are gonna|let's|let us|let me|i'd like (?:you )?to|i would like (?:you )?to|i (?:do )?want (?:you )?to|i (?:do )?wanna|i do want|we want to|i(?:'d| would) have (?:you|him|her)|i'm having (?:you|him|her)|going to|gonna|go ahead and|please|you should|you'll|you will|you need to|have (?:you|him|her|them)|want (?:you|him|her) to|plan (?:is )?to|i plan to)`;
const softLead = String.raw`(?:we can|i can|you can|i could|i(?: would)?(?:'d)? recommend|i(?: would)?(?:'d)? suggest|i would|i(?:'ve| have)(?: gone ahead and)?)`;
const some = String.raw`(?: (?:also|just|probably|go ahead and|try and|be|then|actually))*`;
const person = String.raw`(?: (?:you|him|her|them|the patient|this patient))?`;

/** How an order sounds. Where two overlap, the longer counts; of several, the one nearest before the drug. */
const cues: readonly { kind: Kind; rule: RegExp; soft?: boolean; weak?: boolean }[] = [
  { kind: 'STATE', rule: /\b(?:you're|you are|he's|she's|he is|she is|they're|patient is|i'm|i am|you've been|you have been|have you been|been|were you|are you|is he|is she|still|currently|already|was|were|have you|did you|do you|does (?:he|she)|you were|once you're)(?: (?:still|currently|already|also|just|been|ever|actually|now|not))* (?:on|taking|take|takes|took|using|use|getting|started|put|placed|given|prescribed|tried|continuing|doing|had)\b/g },
  { kind: 'STATE', rule: /\b(?:i|we|they|he|she|dr|doctor \w+|your \w+|who|when|that)(?: just| already| had| last|'ve| have| has|'d)* (?:started|put|gave|prescribed|stopped|increased|decreased|switched|changed|ordered|refilled|tried|held|placed|given)\b/g },
  { kind: 'STATE', rule: /\b(?:dr|doctor|mr|mrs|ms)(?: \.)? \w+(?: had| has| just)? (?:put|started|gave|prescribed|stopped|placed|switched|wanted)\b(?: (?:you|him|her) (?:on|off))?/g },
  { kind: 'STATE', rule: /\b(?:'ve|have|has|had|we've|i've|they've)(?: (?:already|just|also|been))* (?:put|placed|had|kept) (?:you|him|her)(?: on)?\b|\b(?:attempted|tried|unable|failed|decided) to \w+/g },
  { kind: 'STATE', rule: /\b(?:(?:i|he|she|they|you)(?: also| still| only| do| usually| just)? (?:take|takes|took|use|uses|used)|used to (?:take|be on)|able to take|forg[eo]t to take|supposed to (?:take|be on)|remember to take)\b/g },
  { kind: 'STATE', rule: /\b(?:allerg(?:y|ies|ic) to|reaction to|side effects? (?:of|from|with|to)|response to|history of|since|levels? of|how's|how is|how are|thanks to|you said|you mentioned|complian\w+ with|tolerating|doing (?:well|fine|good|okay) (?:on|with)|(?<!(?:start|stop|keep|continue|be|begin|resume|quit|avoid|you to be|start you on|on) )taking|not (?:been )?taking|dose of your|except(?: for)?|other than|apart from|besides)\b/g },
  { kind: 'STATE', rule: /\byou(?:'d| would| also| still)? (?:like|want|need|needed|asked for|are asking for|requested|wanted) (?:a |some |another |more )?(?:refills?|re-?newals?)(?: (?:on|of|for))?\b/g },
  { kind: 'REFILL', rule: /\b(?:refill(?:ing)?|re-?new(?:ing)?|re - (?:fill|new))\b/g },
  { kind: 'STOP', rule: /\b(?:stop(?:ping)?(?: taking| using)?|discontinu(?:e|ing)|come off(?: of)?|(?:get|take|taking|getting|wean|weaning) (?:you |him |her )?off(?: of)?|quit(?: taking)?|no longer (?:need|take)|d \/ c|avoid(?:ing)?|stay away from|(?:don't|do not|never) take(?: any)?(?: more)?|cut out)\b/g },
  { kind: 'HOLD', rule: /\b(?:hold(?:ing)?(?: off(?: on)?)?(?! (?:on|steady|up|down|still|that thought|your (?!\w+ for\b)(?:breath|arms?|hands?|legs?|head|horses|urine|weight|foot|nose)|this|out)\b)|paus(?:e|ing)|skip(?:ping)?|put (?:a )?hold on|wait(?:ing)? on)\b/g },
  { kind: 'CONTINUE', rule: /\b(?:continu(?:e|ing)(?: (?:with|on|to (?:take|use)|taking|using))*|keep(?:ing)? (?:taking|using|on with|on|going (?:with|on)|up with|(?:you|him|her|them) on|the|your|that|this|it|him|her)|stay(?:ing)? on|remain(?:ing)? on|maintain(?:ing)?|stick(?:ing)? with|leave (?:you|him|her) on)\b/g },
  { kind: 'CHANGE', rule: /\b(?:(?<!\b(?:an|the|any|slight|significant|of) )(?:increas(?:e|ing)|decreas(?:e|ing)|rais(?:e|ing)|lower(?:ing)?|reduc(?:e|ing)|bump(?:ing)?(?: (?:up|you up))?|doubl(?:e|ing)|adjust(?:ing)?|titrat(?:e|ing)|taper(?:ing)?|(?:cut|cutting|go|going|step|back) (?:back|down|up)(?: on| to)?|cut(?:ting)?(?= .{0,40}? in half\b)|bring(?:ing)?(?= .{0,40}? (?:down|up)\b)|chang(?:e|ing)))\b/g },
  { kind: 'START', rule: /\b(?:(?:switch(?:ing)?|chang(?:e|ing)|mov(?:e|ing)|transition(?:ing)?) (?:you |him |her |them |over |that |it )*(?:over )?to(?! #)|replace (?:\w+ ){1,4}with)\b/g },
  { kind: 'START', rule: /\b(?:switch(?:ing)?|chang(?:e|ing)|mov(?:e|ing)|transition(?:ing)?) (?:you |him |her |them |over )*from .{2,60}? to(?: the| a)?(?=\s*$)/g },
  { kind: 'STOP', rule: /\b(?:switch(?:ing)?|chang(?:e|ing)|mov(?:e|ing)|transition(?:ing)?) (?:you |him |her |them |over )*from\b|\b(?:instead of|in place of|rather than)\b/g },
  { kind: 'START', rule: new RegExp(String.raw`\b(?:${lead}${some} )?(?:start(?:ing)?${person}(?: (?:off|back|out|taking|using|with|on|him|her))*|restart(?:ing)?|initiat(?:e|ing)|begin(?:ning)?|prescrib(?:e|ing)|(?<!\b(?:i|we|they|he|she|who|that|it|doctor|had|have|has) )put(?:ting)? (?:you|him|her|them|the patient) (?:back )?on|plac(?:e|ing) (?:you|him|her|them) on|prescription (?:for|of|strength)|(?:send|sending|call|calling|phone|write|writing)(?: (?:you|in|over|out|off|up))* (?:a |an |the |some )?(?:new )?(?:prescription|script|order)|rx)\b`, 'g') },
  { kind: 'START', rule: new RegExp(String.raw`\b${lead}${some} (?:give|giving|get|getting|write|writing|order|ordering|call in|send in|send|add|adding|try|do|treat(?:ing)?|treat (?:you|him|her|this|that|it) with|go with|stick with|use|using|recommend|apply|inhale|inject|be taking|be on|take(?! (?:(?:a|another|one|this|that) )?(?:quick )?(?:look|listen|care|peek|minute|second|moment|deep|breath|breaths|seat|x|picture|blood|time|step|break|advantage|notes?|you|it easy))|taking|put (?:in|on))${person}(?: (?:in|on|over))?\b`, 'g'), weak: true },
  { kind: 'START', rule: new RegExp(String.raw`\b(?:i want|i'd like|i would like|i need) (?:you|him|her) (?:to (?:be )?)?(?:on|take|taking|use|using|start|starting|try)\b`, 'g') },
  { kind: 'START', rule: /(?<!\b(?:you|i|we|they|he|she|do|did|don't|not|able to|forgot to|supposed to|remember to|can|could|may|might|would) )\btake\b(?! (?:(?:a|another|one|this|that) )?(?:quick )?(?:look|listen|care|peek|minute|second|moment|deep|breath|breaths|seat|x|picture|blood|time|step|break|advantage|notes?|you|it easy))/g },
  { kind: 'START', rule: /(?:^ ?|[,:] |\b(?:and|then|please|to) )(?:use|pick up(?: some| a| the)?|apply|inhale|inject|instill|chew|dissolve)\b/g },
  { kind: 'CONTINUE', rule: /\byou (?:may|can|could)(?: also| still| certainly)* (?:continue|keep)(?: (?:to (?:take|use)|taking|using|on|with))*/g, soft: true },
  { kind: 'START', rule: /\b(?:i'm|i am|we're|we are)(?: also| just| going to be)* (?:adding|prescribing|ordering|sending(?: in| over)?|calling in|giving|putting)(?: (?:you|him|her|them))?(?: on)?\b/g, weak: true },
  { kind: 'START', rule: /\byou may(?: also| still| certainly| just)* (?:take|use|apply|try)\b/g, soft: true, weak: true },
  { kind: 'START', rule: /(?:^|\bdragon ,? ?|[,.] )(?:please )?order\b(?! (?:a |an |the |some |another |repeat )?(?:new )?(?:x|mri|ct|lab|labs|echo\w*|referral|consult|test|panel|urin\w*|hemoglobin|lipid|blood|cbc))/g, weak: true },
  { kind: 'HYPOTHETICAL', rule: /\b(?:could|might|(?<!\byou )may|can(?= (?:also |always )?try\b)|can always|maybe|perhaps|(?:do|would) you (?:want|like)(?: me| us)? to)(?: (?:also|always|just|then|we|i|look at|at|need to|want to|have to|be able to|end up))*(?: (?:try|trying|adding|starting|add|use|do|give|get|go|start|take|put|prescribe|consider|switch|order|talk about|think about)(?: (?:you|on|in|to|with|him|her|some))*)\b/g },
  { kind: 'HYPOTHETICAL', rule: /\b(?:consider(?:ing)?|think(?:ing)? about|discuss(?:ed|ing)?|talk(?:ing)? about|talked about (?:possibly|maybe|potentially|adding|starting|trying|increasing|going|putting|switching|using)|alternatives?(?: (?:is|are|would be|like))?|options? (?:is|are|like|would be|include))(?: (?:trying|starting|adding|using|doing|putting you on))?\b/g },
  { kind: 'START', rule: new RegExp(String.raw`\b${softLead}${some} (?:start|starting|prescribe|prescribed|prescribing|give|given|put|add|try|take(?! (?:(?:a|another|one|this|that) )?(?:quick )?(?:look|listen|care|peek|minute|second|moment|deep|breath|breaths|seat|x|picture|blood|time|step|break|advantage|notes?|you|it easy))|taking|use|using|order|ordered|send|sent|recommend|write|written|do|get|called in|call in)${person}(?: (?:in|on|off))*\b`, 'g'), soft: true, weak: true },
  { kind: 'START', rule: /\bi(?:'d| would)? (?:recommend|suggest)\b/g, soft: true },
];

/** What a clause in front of the drug may not contain, if it is to be an order. */
const hypothetical =
  /\b(?:could|might(?! call)|(?<!\byou )may(?! call)|maybe|perhaps|possibly|potentially|consider(?:ing)?|thinking about|think about|talk(?:ing)? about|talked about (?:possibly|maybe|potentially|adding|starting|trying|increasing|going|putting|switching|using)|discuss(?:ing)?|in the future|down the (?:road|line)|at some point|eventually|next step|we can (?:always|also )?try|worst case|in case|what if|options?|would you (?:like|want|be)|do you want|want to try|how do you feel about|be open to|interested in|not sure (?:if|whether)|depending on|unless|until|if(?! (?:it's|it is|that's|that is|you're|you are|you don't mind|you agree|that sounds)(?: all right| alright| okay| ok| fine| good| with you)?(?: with you)? ,))\b/;
/** Doubt about something else: "I'm not sure if it works, let's stick with Flomax". */
const unsure = /\b(?:not (?:really |quite |entirely )?(?:sure|certain)|don't know|wonder(?:ing)?) (?:if|whether)\b/g;
const politeIf = /\bif (?:it's|it is|that's|that is|you're|you are) (?:all right|alright|okay|ok|fine|good)(?: with (?:you|that))?\b|\bif you (?:don't mind|agree)\b|\bif that sounds good\b/g;
const laterIf = /\b(?:if|unless|(?<!just )in case(?! (?:it|that|you|they) (?:does|do|start|starts|need))|only when)\b(?! (?:needed|necessary|required|you need))(?!.*\b(?:call|let (?:me|us)|come (?:back|in)|give (?:me|us)|reach out|tell|message|contact|seek|go to|stop taking)\b)/;
/** Here the speaker goes on to something else. */
const nextThought = /\b(?:why|we can|have you|and|but|so|then|i want|i'm|i am|i'll|we'll|let's|okay|now|you can|you're|you'll)\b/;
/** "take ibuprofen if you have pain": an order for when it is needed. */
const symptomIf = /\bif (?:you|he|she|they|the|it|there|your)(?: \w+)? (?:have|has|get|gets|feel|feels|experience|hurts?|need|needs|start|starts|comes?|is|are|'s|pain)\b/;
const past = /\b(?:last (?:year|month|week|visit|time|summer|winter|spring|fall|appointment|saw)|(?:years?|months?|weeks?|days?) ago|previously|in the past|back in|used to|when i (?:last )?saw you|before you came)\b/;
const firm = /\b(?:i'll|i will|going to|gonna|we'll|we will|let's|let us|want|wanna|like|please|should|need|go ahead)\b/;
const askedAfter = /\b(?:and|okay|,|so|but|now|-)? ?(?:do|does|did|are|is|have|would|will|can|any|what|how|when|why) (?:you|that|it|this|he|she|there|questions?|i|we)\b/;
const negated = /\b(?:don't|do not|not|won't|will not|never|no need|rather not|wouldn't|shouldn't|can't|cannot|didn't|doesn't|isn't|instead of|without)\b(?: (?:want|think|need|going|gonna|have|like|to|you|we|i|that|be|a|any|really|necessarily|even|us|should|recommend|feel|it's|is|necessary|indicated|comfortable|ready)\b)*\s*$/;
/** A clause ends here: what was said before does not reach the drug. */
const boundary = /\b(?:but|so|okay|alright|because|since|otherwise|although|whereas|like i said|as i said)\b|[:]/g;

/** How far a verb reaches, in characters of the phrase: "order" and "get" have other objects than medicines. */
const near = { weak: 48, strong: 100 };
/** A recogniser's sentence goes on for minutes: a doubt far back is not about this drug. */
const unpunctuated = 260;

/**
 * The nearest cue before the drug decides; without one, a cue soon after it that speaks of "it".
 * `reachedTo`: where the drug before this one in the same list ends, if the cue reached it.
 */
export const readIntent = (sentence: string, drugFrom: number, drugTo: number, question: boolean, clauseTo: number, reachedTo = 0): IntentReading | null => {
  const from = clauseStart(sentence, drugFrom);
  const before = sentence.slice(from, drugFrom);
  const cue = lastCue(before, from) ?? cueAfter(sentence, drugTo, clauseTo);
  if (!cue || cue.kind === 'STATE') return null;
  const distance = drugFrom - Math.max(cue.to, reachedTo > cue.to ? reachedTo : 0);
  if (cue.to <= drugFrom && distance > (cue.weak ? near.weak : near.strong)) return null;
  const lead = sentence.slice(from, cue.from).replace(politeIf, ' ').replace(unsure, ' ');
  const ahead = sentence.length > unpunctuated ? lead.slice(-70) : lead;
  const between = cue.to <= drugFrom ? sentence.slice(Math.max(cue.from, sentence.length > unpunctuated ? drugFrom - 60 : 0), drugFrom).replace(politeIf, ' ') : '';
  const behind = (sentence.slice(Math.max(drugTo, cue.to), clauseTo).replace(politeIf, ' ').split(nextThought)[0] ?? '').slice(0, 120);
  // "Let's continue the Prozac 20 a day, and do you need a refill on that?": what is asked comes after the order.
  const asks = question && !askedAfter.test(sentence.slice(Math.max(drugTo, cue.to)));
  const refill = cue.kind === 'REFILL';
  // "Don't take the metformin the morning of the surgery" is a pause.
  const pause = cue.kind === 'STOP' && /^ ?(?:,|on|for)? ?(?:the )?(?:(?:morning|day|night|week)s? (?:of|before)|tonight|tomorrow|until|for [#%])/.test(sentence.slice(drugTo)) && /\b(?:take|skip)/.test(sentence.slice(cue.from, cue.to));
  const intent: Intent = cue.kind === 'REFILL' ? 'CONTINUE' : pause ? 'HOLD' : (cue.kind as Intent);
  const reading = { from: cue.from, to: cue.to, soft: cue.soft, refill };
  if (negated.test(`${ahead.trimEnd()} `.trimEnd())) {
    if (intent === 'STOP' || intent === 'HOLD') return { ...reading, intent: 'CONTINUE', soft: true };
    return null;
  }
  // "Last year I ...": told, not ordered.
  if (past.test(sentence.length > unpunctuated ? `${ahead} ${between}` : sentence.slice(0, drugTo)) && !firm.test(sentence.slice(cue.from, cue.to)) && intent !== 'CONTINUE') return null;
  const asNeeded = (symptomIf.test(behind) || (symptomIf.test(ahead) && !/\b(?:not|n't|doesn't|isn't|don't|still|persists?|fails?|worse|better|improve\w*|positive|comes? back|result|culture|continues?)\b/.test(ahead))) && /\b(?:take|use|taking|using|apply|inhale)\b/.test(sentence.slice(cue.from, cue.to));
  if (asks || (hypothetical.test(ahead) && !(asNeeded && !hypothetical.test(ahead.replace(symptomIf, ' ')))) || hypothetical.test(between) || (laterIf.test(behind) && !asNeeded)) {
    return { ...reading, intent: 'HYPOTHETICAL' };
  }
  return { ...reading, intent };
};

/** An order about what was named before: "increase that to forty", "stop it", "refill that". The pronoun is the verb's object. */
export const readAnaphora = (sentence: string, question: boolean): IntentReading | null => {
  const pronoun = /\b(?:(?:start|put|keep|continue) (?:you|him|her) on (?:it|that|this)|(?:it|(?:that|this)(?= [,-]|(?= (?:and|for|at|in the|in about|once|twice|three|four|every|daily|each|as|if|until|by|to|with|now|today|tonight|okay|so|you|we|i|because|up|down|from|or|but|back|instead|altogether|completely|through|right|going|dose|dosage|medication|medicine|over|alright|on|when|while|after|before|off|a day|one|two|same|prn)\b)| [#%]| ?$)|the (?:dose|dosage))(?! (?:time|point|week|morning|visit|way|weekend|year|month|area|side|knee|hip|back|arm|leg|foot)\b))/g;
  for (const match of sentence.matchAll(pronoun)) {
    const object = match.index + match[0].length - (/(?:it|that|this|the (?:dose|dosage))$/.exec(match[0])?.[0].length ?? 0);
    const reading = readIntent(sentence, object, match.index + match[0].length, question, sentence.length);
    if (!reading || reading.to > object || !/^(?: of| taking| on| the)?(?: )?$/.test(sentence.slice(reading.to, object))) continue;
    const verb = sentence.slice(reading.from, reading.to);
    if (reading.intent === 'START' && (!/\b(?:start|restart|prescrib|put|begin)/.test(verb) || /with$/.test(verb))) continue;
    const rest = sentence.slice(match.index + match[0].length);
    if ((reading.intent === 'STOP' || reading.intent === 'HOLD') && !/^ ?(?:$|,|for now|until|for #|today|completely|altogether|and)/.test(rest)) continue;
    return reading;
  }
  return null;
};

/** What lies further from the drug than this, in characters, is not about it. */
const window = 300;

const clauseStart = (sentence: string, drugFrom: number): number => {
  const earliest = Math.max(0, drugFrom - window);
  let start = earliest;
  for (const match of sentence.slice(earliest, drugFrom).matchAll(boundary)) start = earliest + match.index + match[0].length;
  return start;
};

const cuesIn = (text: string, offset: number): Cue[] =>
  cues.flatMap(({ kind, rule, soft, weak }) =>
    [...text.matchAll(rule)].map((match) => ({ kind, from: offset + match.index, to: offset + match.index + match[0].length, soft: soft ?? false, weak: weak ?? false })),
  );

const lastCue = (text: string, offset: number): Cue | null => {
  const found = cuesIn(text, offset);
  // A cue inside a longer one is part of it: "start taking", "stop taking".
  const whole = found.filter((cue) => !found.some((other) => other !== cue && other.from <= cue.from && cue.to <= other.to && other.to - other.from > cue.to - cue.from));
  return whole.reduce<Cue | null>((best, cue) => (best === null || cue.to > best.to ? cue : best), null);
};

const passive = /^(?:[^#%]{0,60}?)\b(?:should|will|needs? to|is going to|can|to)(?: now| just)? be (stopped|discontinued|held|paused|continued|increased|decreased|reduced|lowered|raised|started|prescribed|refilled)\b/;
const passiveKinds: Record<string, Kind> = {
  stopped: 'STOP', discontinued: 'STOP', held: 'HOLD', paused: 'HOLD', continued: 'CONTINUE', increased: 'CHANGE', decreased: 'CHANGE',
  reduced: 'CHANGE', lowered: 'CHANGE', raised: 'CHANGE', started: 'START', prescribed: 'START', refilled: 'REFILL',
};

const cueAfter = (sentence: string, drugTo: number, clauseTo: number): Cue | null => {
  const behind = sentence.slice(drugTo, Math.min(clauseTo, drugTo + window));
  const said = passive.exec(behind);
  if (said?.[1]) return { kind: passiveKinds[said[1]] ?? 'STATE', from: drugTo + said[0].lastIndexOf(said[1]), to: drugTo + said[0].length, soft: false, weak: false };
  // "the Lipitor you can continue as is"
  const left = /^ (?:, )?(?:you|he|she|they) (?:can|should|may)(?: just| also| still)* (continue|keep taking|stop|hold|restart)\b/.exec(behind);
  if (left?.[1]) {
    const kind: Kind = left[1] === 'stop' ? 'STOP' : left[1] === 'hold' ? 'HOLD' : left[1] === 'restart' ? 'START' : 'CONTINUE';
    return { kind, from: drugTo + left[0].lastIndexOf(left[1]), to: drugTo + left[0].length, soft: false, weak: false };
  }
  const spoken = cuesIn(behind, drugTo).filter(
    (cue) => cue.kind !== 'STATE' && /^ (?:taking )?(?:it|that|this|them|those|you on (?:it|that))\b/.test(sentence.slice(cue.to)),
  );
  return spoken.sort((a, b) => a.from - b.from)[0] ?? null;
};

/** "Let's not do that", "never mind": what was just ordered is ordered no more. */
export const withdraws = (sentence: string): boolean =>
  sentence.length < 90 && /\b(?:let's not|let us not|we won't|we're not going to|we are not going to|i won't|i'm not going to|don't|do not|never mind|forget|scratch|skip)\b(?: (?:do|take|use|start|go with|give|try|that one|about))* (?:that|it|this)\b(?: (?:one|then|after all))?(?= ?$| ?[,.])|\bnever mind\b/.test(sentence);
