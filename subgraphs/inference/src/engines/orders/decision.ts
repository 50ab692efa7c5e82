import type { Turn } from './turns.ts';

/**
 * What makes words an order. A verb alone ("start", "increase") decides nothing: somebody must be seen to decide. Each order,
 * however it was found, passes here, and stays a thought unless
 *
 * 1. its verb stands in a form that decides: "I'll", "let's", "I want you to", "you should", "the plan is to"; or a command,
 *    which nothing governs ("they start", "to start"); or a gerund that announces ("I'm starting you on"); and
 * 2. nothing takes the decision back: a condition, a doubt, a choice between options, a negation, what is usual or done with
 *    others, what somebody else said, wanted or did, what was once.
 *
 * An order without a verb ("lisinopril twenty once a day", "yes") is held to the second alone. Questions and who speaks are
 * judged before, where the sentences are cut.
 */
export type Undecided = 'FORM' | 'CONDITION' | 'DOUBT' | 'NEGATED' | 'GENERAL' | 'OTHERS' | 'PAST';

const adverb = String.raw`(?:also|just|probably|definitely|actually|go ahead and|then|now|still|really|gradually|slowly|simply|first|instead|again|kind of|sort of|um|uh|you know|certainly|absolutely|immediately|only|all|therefore|basically|temporarily|at least|for now|today|please|like|,)`;
const going = String.raw`(?: (?:just|also|still|probably|definitely|actually|then|now|gonna|going to))*`;
const clinic = String.raw`(?:i|we|the (?:nurse|pharmacist|pharmacy|team|front desk|staff)|my (?:nurse|assistant|ma))`;
const you = String.raw`(?:you|he|she|mom|dad|the (?:patient|baby|kid|child)|patient|him|her|them)`;
/** Ends right before a verb, which it makes a decision. */
const commits = new RegExp(
  String.raw`(?:^|[^\w'])(?:` +
    [
      String.raw`${clinic}(?:'ll| will| shall|'m| am|'re| are| is)${going}(?: (?:(?:have|need|want) to|about to|planning to|looking to|having (?:you|him|her)))?`,
      String.raw`(?<!\b(?:won't|doesn't|don't|didn't|can't|wouldn't|not|never) )let(?:'s| us| me)`,
      String.raw`(?:i|we)(?:'d| would)?(?: (?:do|really|just|also|still|definitely|would|think we|actually))* (?:want|wanna|need|like|love|prefer|have|plan|intend|decided|agreed|gotta|ought|aim|propose|wanted)(?: (?:for )?(?:you|him|her|them|us))?(?: to)?`,
      String.raw`(?:i've|we've|i have|we have) (?:decided|agreed|chosen) (?:to|on)`,
      String.raw`(?:i|we|${you})(?: (?:also|just|probably|definitely|still|really|think we))* (?:should|must|have to|has to|need to|needs to|gotta|ought to|had better|better)`,
      String.raw`${you}(?:'ll| will|'re gonna|'re going to| are going to|'s gonna|'s going to| is going to)(?: (?:need to|want to|have to))?`,
      String.raw`(?:have|having|want|wants|get) (?:you|him|her|them)(?: to)?`,
      String.raw`(?:plan|goal|recommendation|advice|suggestion|decision|idea|step|move|thing|bet|choice|job|next|first|what (?:i|we)(?:'d| would|'m| am|'re| are|'ll)?(?: (?!can|could|might|usually)\w+){0,4})(?: (?:to do|i can do|we can do|today|now|here|for (?:you|that|this|now)))*(?:'s|'ll| is| will| would)?(?: be)?(?: (?:to|that we))?`,
      String.raw`tell (?:him|her|them|mom|dad)(?: to)?`,
      String.raw`(?:make sure|be sure|remember|don't forget|do not forget|go ahead)(?: (?:that )?(?:you|he|she|to|and|we))*`,
      String.raw`(?:time|ready|fine|okay|ok|alright|good|safe|best|here|happy|glad|able|free|welcome|comfortable|plan|agreed|necessary)(?: for (?:you|us))? to`,
      String.raw`(?<!\b(?:is|was|were|been|are|not) )(?:going to|gonna)`,
      // Said as advice or as an offer: it counts, to be confirmed.
      String.raw`(?:(?:i|we)(?:'d| would)|(?:i|we|you|he|she) (?:can|may|could))(?: (?:recommend|suggest|advise|encourage|rather|prefer)(?: (?:that )?(?:you|he|she|we|him|her))?(?: to)?)?`,
      String.raw`i (?:recommend|suggest|advise|encourage|urge)(?: (?:that )?(?:you|he|she|we|him|her))?(?: to)?`,
    ].join('|') +
    String.raw`)(?: ${adverb})*(?: (?:try (?:to|and)|start (?:to|by)|begin (?:to|by)|get|be|do))?(?: ${adverb})*$`,
);
/** Said with one's own subject and without a doubt in it. */
const firmly = /^[^\w]?(?:let(?:'s| us| me)|(?:i|we|the \w+|my \w+)(?:'ll| will| shall|'m| am|'re| are| is)|(?:i|we)(?:'d| would)?(?: (?:do|really|just|also|still|definitely|would|think we|actually))* (?:want|wanna|need|like|have|should|must))\b(?! to (?:talk|think))/;
/** Whoever or whatever stands right before a verb here governs it: it is no command. */
const governs =
  /(?:\b(?:they|people|doctors?|patients|folks|who|that|which|he|she|it|nobody|someone|somebody|whether|not|never|cannot|could|might|would|did|do|does|to|wanna|for|of|against|about|towards?|than|without|on|by|after|before|since|while|when|how|where|if|unless|why|from|into|over|at|consider(?:ed|ing)?|avoid(?:ed|ing)?|mention(?:ed|ing)?|discuss(?:ed|ing)?|suggest(?:s|ed)|recommend(?:s|ed)|was|were|been|has|had|mind|regret|hate|postpone|delay|defer|usually|normally|often|typically|generally|sometimes|always|almost|nearly|suppose|imagine|let (?:him|her|them))|n't)$/;
const said = String.raw`(?:says?|said|tells?|told|asks?|asked|wants?|wanted|wish(?:es|ed)?|mention(?:s|ed)?|plans?|planned|likes?|liked|suggest(?:s|ed)?|recommend(?:s|ed)?|advise[sd]?|thinks?|thought|figured|insist(?:s|ed)?|claim(?:s|ed)?|writes?|wrote|hope[sd]?|offer(?:s|ed)?|prefer(?:s|red)?)`;
const relation = String.raw`(?:mother|father|mom|dad|wife|husband|brother|sister|son|daughter|friend|neighbou?r|aunt|uncle|grandm\w+|grandf\w+|cousin|boyfriend|girlfriend|partner|roommate|coworker|boss|dog|cat)`;
const others = String.raw`(?:they|he|she|you|who|somebody|someone|everyone|people|(?:dr|doctor|mr|mrs|ms)(?: \.)? [\w'-]+|(?:the|your|his|her|my|that|an?)(?: [\w'-]+){0,2}? (?:doctors?|\w+(?:ologist|iatrist|ician)|specialist|surgeon|dentist|nurse|pharmacist|hospital|er|ed|clinic|insurance|letter|note|chart|report|label|bottle|box|article|internet|website|study|colleague|team|guy|lady|${relation}))`;
/** Whoever else does it, or a clause that is no main one: "before we start". */
const subject = new RegExp(String.raw`\b(?:before|after|until|till|when|whenever|if|unless|whether|why|where|while|since|once|how|that|maybe|perhaps|by the time|every time|suppose|supposing|imagine|assume|assuming) (?:i|we|you|he|she|they|anyone|anybody)(?: (?:also|just|ever|even|actually|first))*$|\b${others.replace('|you|who', '|who')}$`);
/** What a gerund that announces may stand behind; behind anything else it is a thing that is talked of. */
const announces =
  /(?:^|[,:.;(-]|\b(?:i'm|i am|we're|we are|be|been|and|or|then|so|okay|but|plan|recommend|suggest|advise|like|ahead with|going with|by|with|also|just|still|on|keep|now|today|please|continue|start|begin|are|you're|is|plus|go|need|should|sure|alright|yes|yeah|um|uh|here|meantime|meanwhile|tonight|tomorrow))$/;

/** Ends right before what decides, perhaps in an earlier clause, and takes it back. */
const reported = new RegExp(String.raw`\b${others}(?: (?:also|just|always|only|really|already|had|has|have|even|still))* ${said}(?: (?:you|me|us|him|her|them|that|to|we|she|he|they|was|is|,|"|“|'|:))* ?$`);
const backward =
  /\b(?:suppos(?:e|ing)|imagine|assum(?:e|ing)|(?:un)?likely|possible|(?:a|any|no) chance|promise|guarantee|hop(?:e|ing)|hopefully|nothing says|doesn't mean|maybe|perhaps|possibly|eventually|at some point|some ?day|one day|down the (?:road|line)|in the future|later on|next (?:visit|time|year|month)|in theory|ideally|hypothetically|if it were (?:up to )?me|whether|wonder(?:ing|ed)? if|not sure (?:if|that)?|i don't think|i do not think|i doubt|not that|(?:it is|it's) not that|before|until|when|unless|if|even if|lest|options? (?:is|are|would be)|what if|nobody|no one|no reason|no way|normally|usually|ordinarily|typically|generally|often|sometimes|traditionally|as a rule|most of the time)(?: (?:that|,|you|then|um|uh|and|think))*$/;
const otherCases = new RegExp(
  String.raw`\b(?:(?:for|with|in) (?:your|my|his|her|a|an|another|most|some|other|many|older|younger)(?: [\w'-]+){0,3}? (?:patients?|people|person|adults?|kids|child(?:ren)?|women|woman|men|man|folks|${relation})|for (?:children|kids|adults|people|women|men)|(?:some|other|most|many|another|a different|different) (?:doctors?|people|patients|folks|physicians|providers|specialists?|surgeons?)|(?:people|patients) (?:with|who|like)\b[^,.;?!]{0,40}?|guidelines?|textbooks?|stud(?:y|ies)|in (?:europe|canada)|(?:my|our) (?:partner|colleagues?))(?: (?:,|i|we|would|do|is|are|say|says|answer))*`,
);

const condition =
  /\b(?:(?<!\b(?:sure|know|see|wonder|wondering|ask|check|tell|certain|decide) )if(?! (?:(?:it's|it is|that's|that is|you're|you are|this is) (?:all right|alright|okay|ok|fine|good|with me)\b|that sounds|that works|you don't mind|you agree|needed|necessary|possible|anything|so\b|you can tolerate))|unless|in case|should (?:the|your|that|it|things|this|anything)(?! (?:be|help|take|do|work|get|start))|once(?= (?:the|your|we|you|that|it|they|he|she|i)\b)|depending on|provided|assuming|whenever|as soon as|only (?:if|when)|supposing|were (?:you|it) to)\b/g;
/** The condition is that it is needed; not that something else failed or was found. */
const symptom = /^if (?:you|he|she|they|the|it|there|your)(?: \w+){0,2}? (?:have|has|get|gets|feel|feels|experience|hurts?|need|needs|start|starts|comes? on|is|are|'s|pain)\b(?!.*\b(?:not|n't|doesn't|isn't|don't|still|persists?|fails?|worse|better|improve\w*|positive|comes? back|results?|culture|continues?|high|low|up|down)\b)/;
/** Between a condition and an order: the condition was about something else. */
const settled =
  /\b(?:i'm (?:gonna|going to)|i'll|we'll|let's|we're (?:gonna|going to)|call (?:me|us|the)|let (?:me|us) know|(?<!\b(?:labs?|results?|test|tests|culture|biopsy|scan|it|that|they|symptoms?|pain|infection|levels?|numbers?) )come (?:in|see|back)|give (?:me|us) a|reach out|go (?:right )?to the|tell me|message|seek|but|anyway|either way|for now|right now|in the meantime|meanwhile)\b/;
const doubt =
  /\b(?:could|might(?! call)|maybe|perhaps|possibly|potentially|hypothetically|consider(?:ed|ing)?|whether|wonder(?:ed|ing)?|tempted|undecided|torn|toying|think(?:ing)? about|talk(?:ed|ing)? about|options?|possibilit(?:y|ies)|alternatives?|alternatively|eventually|at some point|some ?day|down the (?:road|line)|in the future|later on|reasonable to|makes? sense to|next step (?:would|might|is usually)|we'll see|let's see|see how|wait and see|what if|worst case|in theory|open to|lean(?:ing)? towards?|would you|do you want|how (?:would|do) you feel|(?:can|could) (?:also )?always|last resort|plan b|backup)\b/;
const negation =
  /\b(?:no (?:need|reason|point|rush|hurry|sense|benefit|plans?|intention|way)|not (?:safe|ready|going|gonna|comfortable|necessary|worth|time|wise|smart|a (?:good|reason)|to|the (?:time|right)|yet|want|planning|inclined|willing|convinced|need)|(?:too|a (?:little|bit)) (?:early|soon|risky|late|dangerous|aggressive)|unsafe|unwise|premature|against|rather not|(?<!\b(?:you|it|that|he|she|they|this|which|there) )(?:won't|will not|don't|do not|doesn't|does not|didn't|did not|can't|cannot|couldn't|wouldn't|shouldn't)(?! (?:have to worry|worry|forget|like (?:these|this|that|the|your)|look|feel|help|seem|work|hurt|love|see any|think (?:it's|it is|that's|this is))\b)|never|nobody|no one|neither|hold off|hesita(?:nt|te)|reluctant|leery|wary|decided against|worr(?:y|ied) about|afraid (?:of|to)|nervous about|instead of|rather than)\b/;
const general = /\b(?:usually|normally|ordinarily|typically|in general|as a rule|traditionally|classically|historically)\b/;
const once =
  /\b(?:last (?:year|month|week|visit|time|summer|winter|spring|fall|appointment)|(?:years?|months?|weeks?|days?) ago|previously|in the past|back (?:in|when|then)|used to|when (?:i (?:last )?saw you|you were)|before you came|at the time|originally|a while (?:back|ago)|in (?:the hospital|college|high school))\b/;

/** Where a thought ends that says nothing of the next one. */
const thoughtEnds = /[.;?!](?= |$)|\b(?:but|meanwhile|in the meantime|so|okay|ok|alright|because|since|otherwise|although|whereas|anyway|like i said|as i said|that said)\b/g;
/** Speech without full stops: what lies further back is about something else. */
const reach = 110;

const lead =
  /^(?:[a-z' ]*?\b(?:i'll|i will|going to|gonna|ahead and|we'll|we will|let's|let us|let me|like (?:you |him |her )?to|want (?:you |him |her )?to|wanna|have (?:you|him|her|them)|having (?:you|him|her)|please|should|you'll|you will|need to|is to|plan to|(?:we|i|you|he|she) (?:can|could|may|would)|i'd|i've|i have)\b(?: (?:also|just|probably|go ahead and|try and|be|then|actually|still|certainly|rather|prefer(?: to)?))*) (?=\w)/;

/**
 * Why the words do not decide, or null where they do. `cue` is where the verb stands with what leads it, `clause` where its clause
 * begins (both in the phrase of the turn). `wordless`: no verb gave it. `turned`: its negation was read already ("don't stop").
 */
export const undecided = (turn: Turn, cue: { from: number; to: number }, clause: number, { wordless = false, turned = false }: { wordless?: boolean; turned?: boolean } = {}): Undecided | null => {
  const verb = !wordless;
  const { text } = turn.phrase;
  const led = verb ? lead.exec(text.slice(cue.from, cue.to)) : null;
  const joint = verb && !led ? /^(?:(?:[,:]|and|then|please|to|so|just|okay|instead) )*/.exec(text.slice(cue.from, cue.to)) : null;
  const head = cue.from + (led ?? joint ?? [''])[0].length;
  // The thought that the verb stands in, from its clause on, and what was said before in the same sentence.
  const window = text.slice(Math.max(0, head - reach), head).trimEnd();
  const sentence = window.slice(lastEnd(window, /[.;?!](?= |$)/g));
  const inClause = sentence.slice(Math.max(0, sentence.length - Math.max(0, head - clause)));
  const before = inClause.slice(lastEnd(inClause, thoughtEnds)).trim();
  const commit = verb ? commits.exec(before) : null;
  if (verb && !turned && !commit && (subject.test(before) || (/^\w+ing\b/.test(text.slice(head, head + 30)) ? !announces.test(before) : governs.test(before) && !/(?:^|\b(?:and|but|please|so|then|,) )do$/.test(before)))) return 'FORM';
  // "I decided not to use it"
  if (/^(?:not to|don't|do not|never) /.test(text.slice(head, cue.to)) && /\b(?:decided|opted|chose|prefer(?:red)?|agreed|going|rather|want(?:ed)?|tr(?:y|ied|ying))$/.test(before)) return 'NEGATED';
  // "I would start it, but your pressure is too low"
  if (commit && /(?:'d|would) *$/.test(commit[0].replace(/(?: (?:also|just|probably|normally|really))+$/, '')) && /^[^.;?!]{0,140}\b(?:but|except|however)\b(?![^.;?!]*\b(?:let's|i'll|we'll|gonna|going to)\b)/.test(text.slice(cue.to, cue.to + 200))) return 'DOUBT';
  const decides = commit ? before.length - commit.index : 0;
  const outer = before.slice(0, before.length - decides).trimEnd();
  const outside = sentence.slice(0, Math.max(0, sentence.trimEnd().length - decides)).trimEnd();
  if (reported.test(outside)) return 'OTHERS';
  if (otherCases.test(before) || new RegExp(`${otherCases.source}$`).test(outside)) return 'GENERAL';
  if (backward.test(outside)) return 'DOUBT';
  // Somebody who says "I'm going to" or "let's" begins anew: what reaches that was read above.
  const anew = commit !== null && firmly.test(commit[0]) && !turned;
  if (!anew) {
    if (!turned && negation.test(before)) return 'NEGATED';
    if (general.test(before)) return 'GENERAL';
    if (doubt.test(before)) return 'DOUBT';
    if (once.test(outer)) return 'PAST';
  }
  const taken = /^(?:take|taking|use|using|apply|inhale|give|put|chew|do|try)\b/.test(text.slice(head, head + 12));
  for (const match of sentence.matchAll(condition)) {
    const about = sentence.slice(match.index, sentence.trimEnd().length - decides);
    // "If she has trouble breathing, use the EpiPen" says when it is needed.
    // "If it's too much, call me, and we'll go with trospium instead"
    if (/\b(?:call|let me know|come (?:in|back)|tell me|message|reach out)\b[^.;]{0,40}\b(?:and|so|then)(?: then)? *$/.test(about)) return 'CONDITION';
    // Speech without commas that went on for long is about something else by now.
    if (about.length > 70 && !/,/.test(about)) continue;
    if (!settled.test(about.slice(match[0].length)) && !(taken && symptom.test(about))) return 'CONDITION';
  }
  return null;
};

const lastEnd = (text: string, rule: RegExp): number => {
  let end = 0;
  for (const match of text.matchAll(rule)) end = match.index + match[0].length;
  return end;
};
