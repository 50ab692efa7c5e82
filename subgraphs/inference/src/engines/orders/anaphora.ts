import { readIntent, type IntentReading } from './intent.ts';

/** A sentence without any of these orders nothing. */
const orders = /\b(?:stop|stopping|quit|off|discontinu\w+|hold|holding|paus\w+|skip\w*|wait\w*|continu\w+|keep\w*|stay\w*|remain\w*|maintain\w*|stick\w*|leav\w+|increas\w+|decreas\w+|rais\w+|lower\w*|reduc\w+|bump\w*|doubl\w+|adjust\w*|titrat\w+|taper\w*|wean\w*|cut\w*|bring\w*|chang\w+|switch\w*|mov\w+|go|going|step|back|up|down|start\w*|restart\w*|begin\w*|put\w*|plac\w+|prescri\w+|send\w*|call\w*|writ\w+|order\w*|refill\w*|renew\w*|tak\w+|us\w+|avoid\w*|drop|lose|ditch|get|max\w*|push\w*|give|giving|add\w*|try\w*|transition\w*|replace|no changes?)\b/;

const pronoun = /\b(?:(?:start|put|keep|continue) (?:you|him|her) on (?:it|that|this)|(?:it|them|those|(?:that|this)(?= one\b|(?= [,-]|(?= (?:and|for|at|in the|in about|in half|once|twice|three|four|every|daily|each|as|if|until|by|to|with|now|today|tonight|okay|so|you|we|i|because|up|down|from|or|but|back|instead|altogether|completely|through|right|going|dose|dosage|medication|medicine|over|alright|on|off|when|while|after|before|a day|one|two|same|prn|the same|entirely|too|as well|please|cold turkey)\b)| [#%]| ?$))|the (?:dose|dosage)|your dose)(?! (?:time|point|week|morning|visit|way|weekend|year|month|area|side|knee|hip|back(?! (?:to|down|up))|arm|leg|foot|up if)\b))/g;

/** An order about what was named before: "increase that to forty", "stop it", "refill that". The pronoun is the verb's object. */
export const readAnaphora = (sentence: string, question: boolean): IntentReading | null => {
  if (!orders.test(sentence)) return null;
  for (const match of sentence.matchAll(pronoun)) {
    const object = match.index + match[0].length - (/(?:it|them|those|that|this|the (?:dose|dosage)|your dose)$/.exec(match[0])?.[0].length ?? 0);
    const reading = readIntent(sentence, object, match.index + match[0].length, question, sentence.length);
    if (!reading || reading.to > match.index + match[0].length || !/^(?: of| taking| on| using| the)?(?: )?$/.test(sentence.slice(reading.to, Math.max(object, reading.to)))) continue;
    const verb = sentence.slice(reading.from, reading.to);
    if (reading.intent === 'START' && (!/\b(?:start|restart|prescrib|put|begin|send|call|order)/.test(verb) || /with$/.test(verb))) continue;
    const rest = sentence.slice(match.index + match[0].length);
    // "Keep it covered" is about a wound.
    if (reading.intent === 'CONTINUE' && /^ ?(?:covered|clean|dry|elevated|wrapped|simple|short|moving|still|safe|handy|cool|cold|in mind|under|away|iced|up(?! to)|open|on ice|loose|straight)\b/.test(rest)) continue;
    if ((reading.intent === 'STOP' || reading.intent === 'HOLD') && !/^ ?(?:$|,|one\b|#1\b|for now|until|for #|today|tonight|tomorrow|completely|altogether|entirely|please|okay|too|as well|and|so|the (?:day|morning|night)|then|because|now|if it)/.test(rest)) continue;
    return reading;
  }
  return null;
};

const at = (match: RegExpExecArray, intent: IntentReading['intent'], soft = false): IntentReading => ({ intent, from: match.index, to: match.index + match[0].length, soft, refill: false });
const doubtful = /\b(?:could|might|maybe|perhaps|possibly|would|if|unless|consider|think about|down the road|later|eventually|not|never|can also|can always|was|were|had|last)\b|n't\b/;
const moved = /\bmake (?:it|that)(?= [#%]\d)|\b(?:go|going|bump(?:ing)?|drop(?:ping)?|cut(?:ting)?|com(?:e|ing)|step(?:ping)?|mov(?:e|ing)|increas(?:e|ing)|decreas(?:e|ing)|rais(?:e|ing)|lower(?:ing)?|reduc(?:e|ing)|titrat(?:e|ing)|tak(?:e|ing))(?: (?:it|that|you|him|her|the dose|your dose))?(?: (?:back|down|up|on))*(?: (?:to|from [#%][\d.]+(?: \w+)? to))(?= (?:about |just |like )?[#%]\d)/;
const relative = /\b(?:(?:cut|cutting|split|drop|reduce)(?:ting|ping)? (?:it|that|them|the dose|your dose|the \w+) in half|(?:double|doubling|halve|halving|triple) (?:it|that|up on it|the dose|your dose|up)|take (?:half|#0\.5) of (?:it|that)|(?:half|#0\.5) (?:of )?(?:the dose|that dose|what you(?:'re| are) taking))\b/;
const stays = /\b(?:stay(?:ing)?|stick(?:ing)?|keep(?:ing)?|leave|remain|hold steady)(?: (?:it|that|them|you|him|her|things))?(?: (?:at|on|with|to))(?: the)?(?= [#%]\d| same\b| current\b| where\b)|\b(?:stay|stays|keep (?:it|that)|leave (?:it|that|that one)) (?:the same|as is|where it is|as it is|alone|right there)\b|\bsame (?:dose|thing) (?:as|for|on) (?:that|before)\b|^(?:(?:okay|so|and|,|yes|well|just|then) ?)*(?:no changes? (?:there|to that|on that)|(?:just )?stay on (?:it|that)|(?:that|it) (?:stays|can stay)(?: the same)?)\b/;

const doses = /\b(?:tak(?:e|ing)|do|doing|us(?:e|ing)|giv(?:e|ing) (?:him|her)|go(?:ing)? with|be(?:ing)? on|hav(?:e|ing)|start(?:ing)?(?: (?:you|him|her))?(?: (?:with|on|at))?|stick(?:ing)? with)(?: (?:it|that|just|only|about|like|up to|a dose of))*(?= [#%]\d)/;

/** "I want you to take seven and a half on Mondays and five the other days", said of the one medicine that is spoken of. */
export const readDosing = (sentence: string, question: boolean): IntentReading | null => {
  const match = question || sentence.length > 220 ? null : doses.exec(sentence);
  return match && !/'d\b(?! (?:like|rather|prefer))/.test(sentence.slice(0, match.index)) && !doubtful.test(sentence.slice(Math.max(0, match.index - 70), match.index)) ? at(match, 'CHANGE') : null;
};

/** An order whose object goes without saying: "go up to twenty-six units at bedtime", "cut it in half", "stay at eight". */
export const readEllipsis = (sentence: string, question: boolean): IntentReading | null => {
  if (question || sentence.length > 220) return null;
  for (const [rule, intent] of [[relative, 'CHANGE'], [moved, 'CHANGE'], [stays, 'CONTINUE']] as const) {
    const match = rule.exec(sentence);
    if (!match) continue;
    if (doubtful.test(sentence.slice(Math.max(0, match.index - 70), match.index))) return null;
    return { ...at(match, intent), wordless: intent === 'CONTINUE' };
  }
  return null;
};

/** A change that names no dose of its own: half of it, twice of it. Nobody works it out. */
export const isRelative = (sentence: string): boolean => relative.test(sentence);

const yes = /^(?:(?:oh|um|uh|well|okay|ok|so|,|and|no problem|great|good) ?)*(?:yes|yeah|yep|yup|sure|absolutely|of course|please do|definitely|certainly|correct|right|you can|you may|no problem|(?:that's|that is|that'll be|that should be) (?:fine|okay|ok|right|good|correct)|happy to|will do|i can do that|we can do that|i'll (?:do|take care of) that|i'll (?:send|call) (?:that|it|them|those) in)\b(?! (?:not|no)\b)/;
const no = /^(?:(?:oh|um|uh|well|okay|ok|so|,|and) ?)*(?:no|nope|nah|not (?:anymore|any more|right now|for now))\b/;

/** Does a sentence answer with yes or no, and with which words? */
export const answerOf = (sentence: string): { yes: boolean; from: number; to: number } | null => {
  for (const [rule, meaning] of [[yes, true], [no, false]] as const) {
    const match = rule.exec(sentence.trimStart());
    const lead = sentence.length - sentence.trimStart().length;
    if (match) return { yes: meaning, from: lead, to: lead + match[0].length };
  }
  return null;
};

const takesUp = /\b(?:(?:i'll|i will|we'll|we will|i'm (?:going to|gonna)|i can|let me|let's|going to|gonna)(?: (?:go ahead and|just|also|get))* (?:send|call|put|write|order|do|get|take care of|refill|fill|phone)(?: (?:you|for you))? (?:that|it|those|them|one|the prescription|a prescription|a refill|that one)|(?:let's|we'll|i'll) (?:go ahead and )?(?:do|try|go with) (?:that|it)|you got it|consider it done|will do)\b/;
/** "Okay, I'll send that in": what was offered, and agreed to, is ordered. */
export const takenUp = (sentence: string): { from: number; to: number } | null => {
  const match = takesUp.exec(sentence);
  return !match || /\b(?:if|not)\b|n't\b/.test(sentence.slice(Math.max(0, match.index - 40), match.index)) ? null : { from: match.index, to: match.index + match[0].length };
};

/** "Let's not do that", "never mind": what was just ordered is ordered no more. */
export const withdraws = (sentence: string): boolean =>
  sentence.length < 90 && /^ ?(?:(?:okay|ok|oh|well|then|so|right|alright|hmm|no|,) ?)*not that(?: (?:one|#1))?(?: then)?(?: ?$| ?[,.])|\b(?:let's not|let us not|we won't|we're not going to|we are not going to|i won't|i'm not going to|don't|do not|never mind|forget|scratch|skip)\b(?: (?:do|take|use|start|go with|give|try|that one|about))* (?:that|it|this)\b(?: (?:one|#1|then|after all))?(?= ?$| ?[,.])|\bnever mind\b/.test(sentence);
