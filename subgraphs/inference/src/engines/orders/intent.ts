import { cues, type Cue, type Intent, type Kind } from './cues.ts';

export type IntentReading = {
  /** Ordered by being named with its directions. */
  verbless?: boolean;
  /** What gave it is no verb of its own: a yes, a heading, what was announced. */
  wordless?: boolean;
  /** Its negation was read: "don't stop" is to go on. */
  turned?: boolean;
  intent: Intent;
  /** The words that gave it, in the sentence's text. */
  from: number;
  to: number;
  /** Said as advice or as an offer: somebody has to confirm that it is an order. */
  soft: boolean;
  refill: boolean;
  /** Of a thought: what it was about doing. */
  thought?: Intent;
};

/** What a clause in front of the drug may not contain, if it is to be an order. */
const hypothetical =
  /\b(?:could|might(?! call)|(?<!\byou )may(?! call)|maybe|perhaps|possibly|potentially|consider(?:ing)?|thinking about|think about|talk(?:ing)? about|talked about (?:possibly|maybe|potentially|adding|starting|trying|increasing|going|putting|switching|using)|discuss(?:ing)?|in the future|down the (?:road|line)|at some point|eventually|next step|we can (?:always|also )?try|worst case|in case|what if|options?|would you (?:like|want|be)|do you want|(?<!\b(?:i|we)(?: do| really| also| just| would)? )want to try|how do you feel about|be open to|interested in|not sure (?:if|whether)|depending on|unless|until|if(?! \. \.)(?! (?:it's|it is|that's|that is|you're|you are|you don't mind|you agree|that sounds)(?: all right| alright| okay| ok| fine| good| with you)?(?: with you)? ,))\b/;
/** Doubt about something else: "I'm not sure if it works, let's stick with Flomax". */
const unsure = /\b(?:not (?:really |quite |entirely )?(?:sure|certain)|don't know|wonder(?:ing)?) (?:if|whether)\b/g;
const politeIf = /\bif (?:it's|it is|that's|that is|you're|you are) (?:all right|alright|okay|ok|fine|good)(?: with (?:you|that))?\b|\bif you (?:don't mind|agree)\b|\bif that sounds good\b/g;
const laterIf = /\b(?:if|unless|(?<!just )in case(?! (?:it|that|you|they) (?:does|do|start|starts|need))|only when)\b(?! (?:needed|necessary|required|you need))(?!.*\b(?:call|let (?:me|us)|come (?:back|in)|give (?:me|us)|reach out|tell|message|contact|seek|go to|stop taking)\b)/;
/** Here the speaker goes on to something else. */
const nextThought = /\b(?:why|we can|have you|and|but|so|then|i want|i'm|i am|i'll|we'll|let's|okay|now|you can|you're|you'll)\b/;
/** "take ibuprofen if you have pain": an order for when it is needed. */
const symptomIf = /\bif (?:you're|he's|she's|it's|they're) (?!not|still|worse|better|positive)\w+|\bif (?:you|he|she|they|the|it|there|your)(?: \w+)? (?:(?:have|has|get|gets|need|needs)(?! (?:it|one|#1|them)\b)|feel|feels|experience|hurts?|start|starts|comes?|is|are|'s|pain)\b/;
/** Conditions that somebody will look at, and decide. */
const found = /\b(?:only if|if (?:the|your|his|her|that|this)(?: \w+)? (?:cultures?|tests?|labs?|results?|biopsy|scan|strep|swab|pressures?|numbers?|a1c|levels?|ray|mri|ct|ultrasound))\b/;
const past = /\b(?:last (?:year|month|week|visit|time|summer|winter|spring|fall|appointment|saw)|(?:years?|months?|weeks?|days?) ago|previously|in the past|back in|used to|when i (?:last )?saw you|before you came)\b/;
const firm = /\b(?:i'll|i will|going to|gonna|we'll|we will|let's|let us|want|wanna|like|please|should|need|go ahead)\b/;
const askedAfter = /\b(?:and|okay|,|so|but|now|-)? ?(?:do|does|did|are|is|have|would|will|can|any|what|how|when|why) (?:you|that|it|this|he|she|there|questions?|i|we)\b/;
const negated = /\b(?:don't|do not|not|won't|will not|never|no need|rather not|wouldn't|shouldn't|can't|cannot|didn't|doesn't|isn't|instead of|without)\b(?: (?:want|think|need|going|gonna|have|like|to|you|we|i|that|be|a|any|really|necessarily|even|us|should|recommend|feel|it's|is|necessary|indicated|comfortable|ready)\b)*\s*$/;
/** A clause ends here: what was said before does not reach the drug. */
const boundary = /\b(?:but|meanwhile|in the meantime|so|okay|alright|because|since|otherwise|although|whereas|like i said|as i said)\b|[:]/g;

const breaksList = /\b(?:once|while|when|after|until|since|because|if|than|that's|which|so|is|was|are|has|have|had|like|from|due|before(?! (?:meals?|bed|breakfast|lunch|dinner|each|every|eating)))\b/;
const later = /\b(?:at|in) (?:about |around )?[#%]\d+ (?:weeks?|months?|years?)\b|\bnext (?:visit|time|month|appointment|year)\b|\bwhen you (?:come back|return|get back|see me)\b/;
const someDay = /^[^.;]{0,40}?\b(?:eventually|at some point|some ?day|down the (?:road|line)|in the future|later on|one of these days)\b/;

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
  // "At six weeks we can start the mini pill"
  if (cue.soft && later.test(sentence.slice(from, cue.from))) return { intent: 'HYPOTHETICAL', from: cue.from, to: cue.to, soft: false, refill: false, thought: cue.kind === 'REFILL' ? 'CONTINUE' : cue.kind };
  // A list goes on with commas and "and"; "stop the aspirin once you have the Eliquis" says nothing of the second.
  if (reachedTo > cue.to && cue.to <= drugFrom && breaksList.test(sentence.slice(reachedTo, drugFrom))) return null;
  // "Increase Symbicort to two puffs, albuterol as needed": the second is not changed.
  if (cue.kind === 'CHANGE' && reachedTo > cue.to && / to [#%]\d.*,/.test(sentence.slice(reachedTo, drugFrom))) return null;
  const distance = drugFrom - Math.max(cue.to, reachedTo > cue.to ? reachedTo : 0);
  if (cue.to <= drugFrom && distance > (cue.weak ? near.weak : near.strong)) return null;
  const lead = sentence.slice(from, cue.from).replace(politeIf, ' ').replace(unsure, ' ');
  const ahead = sentence.length > unpunctuated ? lead.slice(-70) : lead;
  const between = cue.to <= drugFrom ? sentence.slice(Math.max(cue.from, sentence.length > unpunctuated ? drugFrom - 60 : 0), drugFrom).replace(politeIf, ' ') : '';
  const behind = (sentence.slice(Math.max(drugTo, cue.to), clauseTo).replace(politeIf, ' ').split(nextThought)[0] ?? '').slice(0, 120);
  // "Let's continue the Prozac 20 a day, and do you need a refill on that?": what is asked comes after the order.
  const asks = question && !askedAfter.test(sentence.slice(Math.max(drugTo, cue.to)));
  if (someDay.test(sentence.slice(drugTo, Math.min(clauseTo, drugTo + 60)))) return { intent: 'HYPOTHETICAL', from: cue.from, to: cue.to, soft: false, refill: false, thought: cue.kind === 'REFILL' ? 'CONTINUE' : cue.kind };
  const refill = cue.kind === 'REFILL';
  // "Don't take the metformin the morning of the surgery" is a pause.
  const pause = cue.kind === 'STOP' && /^ ?(?:,|on|for)? ?(?:the )?(?:(?:morning|day|night|week)s? (?:of|before)|tonight|tomorrow|until|for [#%])/.test(sentence.slice(drugTo)) && /\b(?:take|skip)/.test(sentence.slice(cue.from, cue.to));
  const intent: Intent = cue.kind === 'REFILL' ? 'CONTINUE' : pause ? 'HOLD' : (cue.kind as Intent);
  const reading = { from: cue.from, to: cue.to, soft: cue.soft, refill };
  if (negated.test(`${ahead.trimEnd()} `.trimEnd())) {
    if (intent === 'STOP' || intent === 'HOLD') return { ...reading, intent: 'CONTINUE', soft: true, turned: true };
    return null;
  }
  // "Last year I ...": told, not ordered.
  if (past.test(sentence.length > unpunctuated ? `${ahead} ${between}` : sentence.slice(0, drugTo)) && !firm.test(sentence.slice(cue.from, cue.to)) && intent !== 'CONTINUE') return null;
  const asNeeded = /\b(?:to|just|and|only) (?:take|use)(?: it| that| one| them)? (?:only )?(?:if|when) (?:that|this|it|you|he|she|needed)\b/.test(behind) || ((symptomIf.test(behind) && !found.test(behind)) || (symptomIf.test(ahead) && !/\b(?:not|n't|doesn't|isn't|don't|still|persists?|fails?|worse|better|improve\w*|positive|comes? back|result|culture|continues?)\b/.test(ahead))) && /\b(?:take|use|taking|using|apply|inhale|give|giving)\b/.test(sentence.slice(cue.from, cue.to));
  if (asks || (hypothetical.test(ahead) && !(asNeeded && !hypothetical.test(ahead.replace(symptomIf, ' ')))) || hypothetical.test(between) || (laterIf.test(behind) && !asNeeded)) {
    return { ...reading, intent: 'HYPOTHETICAL', thought: intent };
  }
  // "I'll take the clopidogrel off the list"
  if (/^ ?(?:back )?off (?:of )?(?:the |your |that )?(?:\w+ )?(?:list|chart)\b/.test(sentence.slice(drugTo))) return { ...reading, intent: 'STOP' };
  // "We'll leave the amlodipine off"
  if (intent === 'CONTINUE' && /\b(?:leave|leaving|keep|keeping|stay|staying)\b/.test(sentence.slice(cue.from, cue.to)) && /^ ?(?:off|out)\b/.test(sentence.slice(drugTo))) return { ...reading, intent: 'STOP' };
  // "Cut the metoprolol to twelve and a half" changes it, "cut the ibuprofen" ends it.
  if (intent === 'CHANGE' && /\bcut(?:ting)?$/.test(sentence.slice(cue.from, cue.to)) && !/^[^.;]{0,40}?\b(?:down|back|to|in half|by|from)\b/.test(sentence.slice(drugTo)) && !/[#%]\d/.test(sentence.slice(drugTo, drugTo + 20))) return { ...reading, intent: 'STOP' };
  // "Take your metoprolol that morning": what is one's own goes on. "Twice a day instead of once": what goes on, otherwise.
  if (intent === 'START' && /\binstead of (?:the |your |just )?(?:once|twice|[#%]\d|three times|every|daily|one)/.test(sentence.slice(drugTo, clauseTo))) return { ...reading, intent: 'CHANGE' };
  if (intent === 'START' && /\b(?:take|taking|use|using)\b.{0,20}$/.test(between) && /\b(?:your|her|his)(?: (?:usual|normal|regular|morning|evening|daily|nightly))? $/.test(between)) return { ...reading, intent: 'CONTINUE' };
  return { ...reading, intent };
};

/** What lies further from the drug than this, in characters, is not about it. */
const window = 300;

export const clauseStart = (sentence: string, drugFrom: number): number => {
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
  const left = /^ (?:, )?(?:you|he|she|they)(?: can| should| may)?(?: just| also| still)* (continue|keep taking|stop|hold|restart)\b(?! it for (?:a|the) (?:second|minute))/.exec(behind);
  if (left?.[1]) {
    const kind: Kind = left[1] === 'stop' ? 'STOP' : left[1] === 'hold' ? 'HOLD' : left[1] === 'restart' ? 'START' : 'CONTINUE';
    return { kind, from: drugTo + left[0].lastIndexOf(left[1]), to: drugTo + left[0].length, soft: false, weak: false };
  }
  const spoken = cuesIn(behind, drugTo).filter(
    (cue) => cue.kind !== 'STATE' && /^ (?:taking )?(?:it|that|this|them|those|you on (?:it|that))\b/.test(sentence.slice(cue.to)),
  );
  return spoken.sort((a, b) => a.from - b.from)[0] ?? null;
};

/** What is said of a medicine behind its name, with no verb that orders: "the metformin stays the same", "the ibuprofen can go". */
const statements: readonly { kind: Kind; rule: RegExp; soft?: boolean }[] = [
  { kind: 'CONTINUE', rule: /^(?: ,| -)?(?: (?:[#%][\d.]+|milligrams?|mg|dose|you|we|i|it|that|can|will|just|'ll|i'll|we'll|we're going to|i'm going to|should|,))*? (?:stays?|staying|remains?|the same|same dose|same as (?:before|it is|you're|always)|unchanged|as is|no changes?|keep (?:as is|the same|where)|leave (?:it|that|as|the same|alone|where)|is (?:unchanged|the same))\b/ },
  { kind: 'CONTINUE', rule: /^(?: [#%][\d.]+(?: (?:milligrams?|mg))?| patch(?:es)?| cream| gel| ointment| tablets?| spray| inhaler| drops)*(?:'s| is| are| should be| would be)(?: also| perfectly| totally| still)? (?:fine|okay|ok|good|great|alright|all right|safe|perfect)(?! ,? ?(?:but|for (?:other|most)))\b/, soft: true },
  { kind: 'CONTINUE', rule: /^[^.;?]{0,60}? (?:(?:you can|just|let's|we'll|i'd|please|also) )*(?:keep|continue|leave|stay on|stick with|keep taking|keep using) (?:that|it|those|them)(?: (?:going|up|on board|the same|alone|as is|for now))?(?= ?$| ?[,.]| (?:for now|too|as well|the same|going|until|and)\b)/ },
  { kind: 'CONTINUE', rule: /^(?: ,)? (?:has to|needs to|should|must|will|is going to) (?:go on|stay on|continue|keep going)\b/ },
  { kind: 'STOP', rule: /^(?: ,)? (?:can|should|has to|needs to|has got to|must) (?:go|come off)\b(?! (?:on|up|down|back|with|to|in|over|through))|^ (?:you |we )?(?:don't|do not|no longer) need (?:it|that)?(?: anymore| any more)?\b|^(?: ,)? we're done with (?:it|that)\b/ },
  { kind: 'CHANGE', rule: /^(?: dose)?(?:'s| is| will| should| needs to| gets)?(?: also| just| now)* (?:goes?|going|mov(?:es?|ing)|com(?:es?|ing)|bump(?:s|ed)|raised|increase[sd]?|drop(?:s|ped|ping)?)(?: (?:up|down|back))*(?: from [#%][\d.]+(?: (?:milligrams?|mgs?|micrograms?|mcgs?|units?))?)?(?: (?:up|down|back))* to (?=(?:about |just )?[#%]\d)/ },
  { kind: 'REFILL', rule: /^(?: ,| [#%][\d.]+| milligrams?| mg| [\w]+ly| once| twice| a day| daily)*,? (?:refilled|renewed)\b/ },
  { kind: 'START', rule: /^(?:(?: ,| :| -) (?:and )?(?:(?:you'll|you will|i want you to|just|please|go ahead and) )?|(?: and)? (?:you'll|you will|i want you to|just|please|go ahead and) )(?:take|use|apply|inhale|inject|chew|put)\b(?! (?:it|that) (?:out|away|easy)| care)/ },
  ...(['continue|continued|unchanged|no change', 'stop|stopped|discontinue', 'hold|held', 'increased|decreased|reduced|increase|decrease|reduce', 'new|start|started'] as const).map((words, at) => ({
    kind: (['CONTINUE', 'STOP', 'HOLD', 'CHANGE', 'START'] as const)[at] ?? 'CONTINUE',
    rule: new RegExp(String.raw`^[^.;?]{0,80}? ?(?:,|-|:) (?:${words})(?= ?$| ?[,.(]| (?:from|to|until|for now|today|due|as (?:is|before)|pending|at|because|per)\b)`),
  })),
  { kind: 'STOP', rule: /^(?: ,| was| -|:)? (?:discontinued|d \/ c'd|dc'd|stopped today)\b/ },
];

export const readStatement = (sentence: string, drugFrom: number, drugTo: number, question: boolean, clauseTo: number): IntentReading | null => {
  const behind = sentence.slice(drugTo, clauseTo);
  const before = sentence.slice(Math.max(0, drugFrom - 80), drugFrom);
  if (question || hypothetical.test(before) || past.test(before) || /\b(?:think|sure|if|whether|says?|said|because|since|brother|sister|mother|father|level)\b/.test(before)) return null;
  const noMore = /\b(?:no more|no)(?: more)?(?: (?:taking|of the|of that|of your|the|your))?(?: [a-z-]+(?: ,)?(?: or| and)?)? $/.exec(before);
  if (noMore && (/^no more/.test(noMore[0]) || /^(?:(?: ,)?(?: or| and)? [a-z-]+){0,2}?(?: (?:while|for now|until|anymore|any more|for the next|from now|after today|with|when you)\b)/.test(sentence.slice(drugTo)))) return { intent: 'STOP', from: drugFrom - noMore[0].length, to: drugFrom - 1, soft: false, refill: false, wordless: true };
  for (const { kind, rule, soft } of statements) {
    const match = rule.exec(behind);
    if (!match || /\b(?:if|until|not|never)\b|n't\b/.test(match[0])) continue;
    // "Prednisone for five days, increase Symbicort": the verb is the next one's.
    if (match[0].trimEnd().length === behind.trimEnd().length && clauseTo < sentence.length && /\b(?:continue|stop|discontinue|hold|increase|decrease|reduce|start|new)$/.test(match[0].trimEnd())) continue;
    const from = drugTo + match[0].length - match[0].trimStart().length;
    return { intent: kind === 'REFILL' || kind === 'STATE' ? 'CONTINUE' : kind, from, to: drugTo + match[0].length, soft: soft ?? false, refill: kind === 'REFILL', wordless: true };
  }
  return null;
};

/** Does the clinician say that it is taken, or ask whether? */
export const isReport = (sentence: string, drugFrom: number): boolean => {
  if (/^\w+(?: \w+){0,2} (?:, )?(?:you're|you are|he's|she's) (?:on|taking|at)\b/.test(sentence.slice(drugFrom))) return true;
  const cue = lastCue(sentence.slice(clauseStart(sentence, drugFrom), drugFrom), 0);
  return cue?.kind === 'STATE' && !/\b(?:mother|father|brother|sister|wife|husband|allerg|history|tried|were|was|stopped|not)\b/.test(sentence.slice(0, drugFrom));
};
