import type { Word } from './words.ts';

/**
 * What clinicians say around a finding or a plan and do not write. Not "might", "could", "may", "I think": those carry
 * doubt, and doubt stays. Matched on lower-case words joined by blanks, marks being words.
 */
const anywhere: RegExp[] = [
  /^(?:again|basically|obviously|lastly|first|firstly|secondly|otherwise|overall|finally|unfortunately|fortunately|additionally|currently|now|next|meanwhile|so|and|but|then|well|also|because(?! of\b)|just) (?:, )?/,
  /^(?:hi|hello|good (?:morning|afternoon|evening))(?: (?:mr|mrs|ms|miss|dr))?(?: [a-z'-]+)? , /,
  /^(?:i|we) (?:know|see|understand|heard|mentioned|noticed|said|have here|also know|do know|can see|saw) (?:that |here that )?(?=(?:you|your|you're|you've|he|she|his|her|it|it's|the|there|there's|this)\b)/,
  /^(?:it|this|that) (?:says|said|mentions|shows) (?:here )?(?:that )?(?=(?:you|you're|you've|your)\b)/,
  /^(?:as i said|like i said|like you said|as you know|as you said|the good news is(?: that)?|the thing is|what i see is(?: that)?|what that means is(?: that)?|that means(?: that)?|which means(?: that)?|that being said|in terms of that|with that being said|at this point|for you|for that|with that|i'm (?:glad|happy|sorry) (?:to hear|to see)(?: that)?|you mentioned(?: that)?|you said(?: that)?|you told me(?: that)?) (?:, )?/,
];

const plans: RegExp[] = [
  /^(?:and )?(?:what )?(?:i'm|i am|we're|we are|i was|i'm just|i'm also|we're just|we're also)(?: also| just| gonna| still)? (?:going|planning|hoping|trying) to (?:also |just )?(?:do |have you do |start with )?(?:(?:first |now )?(?:for (?:that|this|you|it|now) )?(?:, )?is (?:that )?)?(?:(?:i'm|we're|i am|we are) (?:going to |actually |just )*)?(?:go ahead and )?(?:, )?/,
  /^what (?:i|we|i'd|we'd|i'll|we'll) (?:want|wanted|would like|like|will do|do|need) ?(?:to )?(?:do|for you to do)? ?(?:(?:about|for|with) [a-z]+ )?is (?:to |that )?(?:(?:i'm|we're) (?:just )?going to )?(?:go ahead and )?/,
  /^(?:i|we) (?:do |also |just |still |certainly |definitely |really )*(?:want|wanted) to (?:also |just |first )?(?:go ahead and )?/,
  /^(?:i|we) would (?:also |just |really )?like to (?:also |just )?(?:go ahead and )?/,
  /^(?:i'd|we'd) (?:also |just |really )?(?:like|love) to (?:also |just )?(?:go ahead and )?/,
  /^(?:i'll|i will|we'll|we will) (?:also |just |actually )?(?:go ahead and )?/,
  /^let's (?:also |just )?(?:go ahead and )?/,
  /^(?:going to|gonna) (?:go ahead and )?/,
  /^(?:my|the) (?:plan|recommendation) (?:for (?:you|that|this) )?is (?:that |to )?(?:(?:i'm|we're|i am|we are) going to )?/,
  /^(?:i think )?(?:i|we) (?:can|should) (?:also |just )?go ahead and /,
];

/** "I don't appreciate any edema" -> "no edema"; "I do appreciate a murmur" -> "a murmur". */
const denials = /^(?:i|we) (?:don't|do not|didn't|did not|can't|cannot) (?:really )?(?:appreciate|hear|see|feel|notice|find|palpate|observe|detect) (?:any|anything|a|an)(?: of that| of those| obvious| significant)? (?:, )?/;
const findings = /^(?:i|we) (?:do |can |could |also |still |just |did |actually )*(?:appreciate|appreciated|hear|heard|see|saw|notice|noticed|(?:feel|felt)(?= an?\b| some\b| no\b)|find|found|note|noted|observe|observed) (?:that |on exam that |here that )?(?:there(?:'s| is| are) |you have |you do have |you still have )?(?:just )?/;
const existing = /^(?:there(?:'s| is| are| was| were)|you (?:do |still |also )?have|you've got) (?:also |still |just )?(?=(?:no|some|a|an|mild|moderate|severe|decreased|increased|good|full|normal|tenderness|pain|swelling|bruising|edema|erythema|evidence)\b)/;

/** "I want you to weigh yourself" is advice. */
const advice = /^(?:i|i'd|i would|we|we'd) (?:do |would |also |just |still |certainly |definitely |really )*(?:want|like|love|need|advise|encourage|recommend|suggest) (?:for )?you (?:also |just )?to /;

/** `led`: who is to act, as said ("we're going to order"). */
export type Trimmed = { words: readonly Word[]; denied: boolean; kind: 'plan' | 'advice' | 'finding' | 'other'; led: 'we' | 'I' | null };

const known = new WeakMap<readonly Word[], Trimmed>();

/** Takes the talk around it from the beginning of what a clinician said. Each stretch of words is read once. */
export function trimClinician(words: readonly Word[]): Trimmed {
  const before = known.get(words);
  if (before) return before;
  const trimmed = trim(words);
  known.set(words, trimmed);
  return trimmed;
}

function trim(words: readonly Word[]): Trimmed {
  let left = words;
  let kind: Trimmed['kind'] = 'other';
  let led: Trimmed['led'] = null;
  for (let round = 0; round < 4; round += 1) {
    const text = `${left.slice(0, 18).map(({ lower }) => lower).join(' ')} `;
    const advised = advice.exec(text);
    if (advised && left.length > count(advised)) return { words: left.slice(count(advised)), denied: false, kind: 'advice', led };
    const denial = denials.exec(text);
    if (denial && left.length > count(denial)) return { words: left.slice(count(denial)), denied: true, kind: 'finding', led };
    const finding = findings.exec(text) ?? existing.exec(text);
    if (finding && left.length > count(finding) + 1) return { words: left.slice(count(finding)), denied: false, kind: 'finding', led };
    const plan = plans.map((pattern) => pattern.exec(text)).find((match) => match !== null);
    const match = plan ?? anywhere.map((pattern) => pattern.exec(text)).find((one) => one !== null);
    if (!match || left.length - count(match) < 2) break;
    if (plan) {
      kind = 'plan';
      led = /\bwe\b/.test(plan[0]) || /\b(?:we're|we'll|we'd|let's)\b/.test(plan[0]) ? 'we' : 'I';
    }
    left = left.slice(count(match));
  }
  return { words: left, denied: false, kind, led };
}

const count = (match: RegExpExecArray) => match[0].trim().split(' ').filter(Boolean).length;
