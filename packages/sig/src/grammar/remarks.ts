import { amountPattern } from '../vocabulary/dose-units.ts';
import type { Route } from '../vocabulary/routes.ts';
import { P, n, needing, rule, spanOf, type Rule } from './rule.ts';
import type { RemarkFlag, SigPiece } from './piece.ts';

const remark = (source: string, flag: RemarkFlag, only: 'written' | undefined = 'written', needs?: RegExp): Rule => ({
  ...(needs ? { needs } : {}),
  // A number begins with a mark, so that a word boundary does not stand before it.
  ...rule(bounded(source).replace(/(^|\|)\\b/g, String.raw`$1(?<![\w#%.])`), (match) => ({ field: 'remark', ...spanOf(match), flag }), only),
  open: true,
});
/** Advice ends where the directions go on, with or without a full stop. */
const bounded = (source: string): string =>
  source.replace(/\[\^\.;(,?)\]\{0,(\d+)\}/g, (_whole, comma: string, most: string) => String.raw`(?:(?! (?:twice|once|thrice|bid|tid|qid|qd|daily|prn|as needed|max|mdd|[#%]\d+(?:\.\d+)? ?(?:times?|x)|every (?:[#%]|day|morning|evening|night|other|hour|week|month|mon|tue|wed|thu|fri|sat|sun)|each (?:day|morning|evening|night)|at bedtime|at night|nightly|weekly|monthly|in the (?:morning|evening)|(?:before|with|after) (?:breakfast|lunch|dinner|supper|meals)|q ?(?:[#%]|am|pm|hs|day|week|d\b)|for [#%]\d+ (?:days?|weeks?|months?))(?![\w]))(?:[^.;${comma}]|\.(?=\d))){0,${most}}`);

/** Water to take it with; where it is to be drunk, it goes by mouth. */
const liquidRemark = (source: string): Rule => ({
  ...remark(source, 'ADDITIONAL_INSTRUCTION'),
  read: (match) => {
    const said: SigPiece = { field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION' };
    return /\b(?:drink|swallow)\b/.test(match[0]) ? [said, { field: 'route', ...spanOf(match), route: 'oral' }] : said;
  },
});
/** "1 spray in alternating nostrils": which of them in turn; "for oral use only". */
const saidRoutes: readonly Rule[] = [
  rule(String.raw`\b(?:in )?alternat(?:e|ing) nostrils?\b`, (match) => [{ field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION' }, { field: 'route', ...spanOf(match), route: 'nasal' }], 'written'),
  rule(String.raw`\bfor (oral|rectal|vaginal|nasal|ophthalmic|otic) (?:use|administration)(?: only)?\b`, (match) => ({ field: 'route', ...spanOf(match), route: (match[1] ?? 'oral') as Route }), 'written'),
];
/** To the end of the sentence, whatever it holds: steps of a titration are no frequency. */
const toTheEnd = String.raw`(?:[^.;]|\.(?=\d))*?(?=$|;|\.(?!\d)| (?:max|mdd|dispense|disp|refill|refills)\b)`;
const rest = String.raw`(?:[^.;]|\.(?=\d)){0,120}?(?=$|;|\.(?!\d)| : (?:[a-z-]+ ){1,3}#|(?: ,)? (?:then |may |can |might )*(?:reduce|increase|decrease|lower|go (?:up|down)|step (?:up|down)|cut) to\b| (?:take|use|apply|max|mdd|prn|dispense|disp|refill|refills|for #\d)\b)`;
const liquid = String.raw`(?:water|juice|milk|liquids?|fluids?|beverage|drink|applesauce|pudding|saline|soda|coffee|tea|apple sauce|orange juice|formula|gatorade|yogurt|soft food|distilled water|sterile water|normal saline|ns)`;

/** Advice that no field holds. Each is a rule of its own, so that only those are tried whose words stand in the text. */
const advice: readonly string[] = [
  'swallow(?:ed)? whole', 'shake (?:well|gently|vigorously)?(?: before (?:each )?(?:using?|use|taking|administration))?',
  'rinse (?:mouth|your mouth|and spit|with|out|after)(?! with #)(?<!rinse (?:mouth|your mouth) with #)(?<!rinse with(?= #))[^.;]{0,80}',
  'wash hands[^.;]{0,60}', 'may cause[^.;]{0,80}',
  String.raw`(?:remove|off|take off|take it off)(?: it| patch)? (?:at|in|before|each|every) (?:the )?(?:bedtime|night|hs|evening|pm|bed|sleep)\b`,
  'rotate (?:sites?|injection sites?)[^.;]{0,30}', 'remove (?:old|previous|patch|after|any|and|at|nightly|before|daily)[^.;]{0,100}',
  '(?:store|keep|refrigerate|discard|dispose) [^.;]{0,60}', 'between meals', 'in between meals', 'caution[^.;]{0,60}',
  '(?:call|notify|inform|contact|see|tell) (?:#911|ems|emergency|your |the |us |dr |md |doctor|physician|patient|pharmacy|office|if|prescriber|provider)[^.;]{0,100}',
  'inform if[^.;]{0,80}', 'inform ?patient[^.;]{0,60}',
  String.raw`(?:pt|patient) (?:will|may|to|has|is|needs|should|must|wants|requests) (?!(?:then |also |be |self |only )*(?:take|use|give|given|taken|used|apply|inject|inhale|instill?|insert|have|drink|chew|place|put|receive|continue|start|begin|repeat|swallow|dissolve|administer|increase|decrease|reduce|stop|#)\b|#)[^.;]{0,80}`,
  '(?:wait|allow) [^.;]{0,60}(?:between|before|apart|to)[^.;]{0,40}', 'if not covered[^.;]{0,60}', 'stay upright[^.;]{0,60}', 'remain upright[^.;]{0,60}',
  'sit upright[^.;]{0,60}', 'press[^.;]{0,30}lacrimal[^.;]{0,20}', 'rub in(?: well)?', 'wash off[^.;]{0,60}', 'rinse off[^.;]{0,60}',
  'leave on (?:for )?[^.;]{0,60}', 'apply (?:first|after) (?:shower|bath)[^.;]{0,20}', 'after (?:a )?(?:shower|bath|bathing|showering|washing)(?:ing)?',
  String.raw`to (?:clean|dry|clean and dry|intact)(?: and)?(?: (?:clean|dry|intact))?(?: \w+)? skin`, '(?:on|with) (?:an )?empty stomach[^.;,]{0,20}',
  'on empty stomach', 'with or without (?:food|meals?)', 'without (?:food|regard to (?:food|meals))', 'as tolerated', 'if tolerated',
  '(?:per|as) (?:patient )?toleran(?:ce|t)', 'alternat(?:e|ing) (?:sites?|arms?|sides?|legs?|eyes?|with(?! (?:#|one|two|half))[^.;]{0,40})',
  String.raw`hold (?:breath|for \w+ if)[^.;]{0,40}`, 'tilt head[^.;]{0,40}', '(?:do )?not covered', String.raw`instr(?:uctions)?\b`,
  String.raw`for \w+ use only`, 'for external use only', 'external use', 'brand (?:name )?(?:only|necessary|medically necessary)', 'daw', 'generic ok',
  'generic', 'ok to (?:crush|split|open|substitute)[^.;]{0,30}', 'may (?:crush|open|split|dissolve|mix|sprinkle|substitute)[^.;]{0,60}',
  'sprinkle(?! (?:the )?(?:contents?|#))[^.;]{0,50}', 'at the same time (?:each|every) day', 'same time (?:each|every) day',
  'at same time (?:each|every|daily) ?(?:day)?', '(?:about |approximately )?the same time',
  '(?:on )?(?:the )?same (?:day|weekday)(?: (?:of )?(?:each|every) week| each month| weekly)?',
  '(?:via|with|using|through) (?:an? |the |your )?(?:handihaler|diskus|respimat|ellipta|flexhaler|turbuhaler|twisthaler|hfa|inhaler device|digihaler)(?: device)?',
  'check (?:blood|bp|sugar|glucose)[^.;]{0,50}', 'prime (?:pen|inhaler|before)[^.;]{0,30}',
  '(?:with|using|via|through) (?:a |the |your )?(?:spacer(?: device)?(?: and mask)?|(?:large |small )?volume spacer|aerochamber|volumatic|chamber|mask|measuring (?:device|spoon|cup)|syringe provided|dropper provided|applicator)(?: device)?',
  'via spacer', 'with aerochamber', 'drink (?:plenty|lots|a full|with|more|extra)[^.;]{0,60}', 'plenty of (?:water|fluids)',
  '(?:gently )?shake[^.;]{0,20}', 'and allow to dissolve', '(?:and )?allow (?:it )?to (?:dissolve|melt)(?: (?:completely|under|in|on))?',
  'let (?:it )?dissolve(?: completely)?', 'dissolve completely', 'until dissolved', 'once dissolved', 'as a suspension', 'compounded(?: as a suspension)?',
  'suspension', 'do all this', 'all this', 'do this', 'need(?:s)? (?:appt|appointment|office visit|labs?|ov)[^.;]{0,60}',
  '(?:must|please) (?:make|schedule|keep|call)[^.;]{0,60}', 'last refill[^.;]{0,30}', 'no (?:alcohol|driving|grapefruit|dairy|antacids)[^.;]{0,40}',
  'limit (?:use|sun)[^.;]{0,30}', 'for best results[^.;]{0,40}', 'take (?:it )?(?:all )?as a single dose', 'to be taken', 'sip slowly', 'slowly',
  '(?:prior to|before|after) (?:each )?(?:taking|use|using|brushing(?: (?:your )?teeth)?|administration|application|drinking)', 'around the clock',
  'round the clock', 'atc',
  'avoid (?:contact with |getting in )?(?:the )?(?:eyes?|face|mouth|mucous membranes|eye area|open wounds)(?: and (?:eyes?|mouth|lips))?',
  String.raw`over #\d+ (?:min|minutes|hours?|hrs?)`, 'clean(?:se)? (?:area|skin|lids|site)[^.;]{0,40}', 'replace[^.;]{0,30}', 'reapply[^.;]{0,40}',
  're - apply[^.;]{0,40}', 'cover (?:with|area)[^.;]{0,30}', 'from all sources',
  '(?:as |for |with )?(?:the |a )?(?:loading|initial|starting|first|#1 st) dose(?! (?:given|due|is|on|at|today|now|tonight|in|tomorrow|was|after))',
  'maintenance(?: dose)?', 'medically necessary', 'swallow with[^.;]{0,30}', 'whole(?! (?:tablets?|tabs?|capsules?|caps?|pills?|patch))',
  '(?:then )?stop(?=$|[ .;,]*$)', String.raw`then (?:stop|off|discontinue|d \/ c)`,
];

/** Advice about how to take it, said in many ways; its numbers are no doses. First of all rules. */
export const instructionRules: readonly Rule[] = [
  ...saidRoutes,
  remark(String.raw`\b(?:(?:may|can|then|and|to) )*(?:advance|progress|work up|escalate|increas(?:e|ing)|titrat(?:e|ing)|reduc(?:e|ing)|decreas(?:e|ing)) (?:the dose |slowly |gradually )*(?:to (?:nightly|daily|bid|tid|twice daily|every [a-z]+|[a-z]+ [a-z]+) )?(?:as|if) (?:tolerated|necessary|needed|required)\b`, 'TITRATION_NOT_STRUCTURED', 'written', /if|as/),
  remark(String.raw`\b(?:as |use )?per (?:[a-z']+ ){0,3}(?:instructions?|directions?|schedule|protocol|plan|regimen|advice|guidelines|leaflet|orders?)\b`, 'AS_DIRECTED', 'written', /per/),
  remark(String.raw`\b(?:(?:leave|keep|wear|apply|on)(?: patch| it)? )?(?:on )?(?:for )?(?:up to )?${n} ?(?:hours?|hrs?|h)(?: per day| a day)?(?: on)?(?: ,| and|,| \/|,? then| -)* (?:(?:off|remove(?:d)?|take off)(?: for)?(?: ${n} ?(?:hours?|hrs?|h))?|(?:for )?${n} ?(?:hours?|hrs?|h) off)\b`, 'ADDITIONAL_INSTRUCTION', 'written', /off|remove/),
  remark(String.raw`\b(?:then |followed by |and then |and |, )?(?:off|stop|skip|none|rest|remove(?: it)?|no (?:pills|tablets))(?: for| x)? ${n} ?(?:days?|weeks?|d)\b|\b(?:then |followed by |and then |and )?${n} ?(?:days?|weeks?|d) (?:off|rest)\b|\b(?:of|in|every) (?:each |a |the |every )?(?:${n} ?-? ?(?:day|week)s? )?(?:cycles?|menstrual cycle)\b|\bper cycle\b`, 'CONDITION_NOT_STRUCTURED', 'written', /off|stop|skip|none|rest|remove|no |cycle|[cod]f|in|every/),
  remark(String.raw`\b(?:may|can|ok to) skip (?:doses? )?(?:on )?(?:weekends?|weekdays|holidays|saturdays?|sundays?)(?: (?:and|&) (?:saturdays?|sundays?|holidays))?\b`, 'ADDITIONAL_INSTRUCTION', 'written', /skip/),
  remark(String.raw`\b(?:rpt|repeat|recheck) (?:inr|labs?|bmp|cbc|cmp|levels?|potassium|bp|blood (?:pressure|sugar|test|work)|ekg|ecg)\b[^.;]{0,30}?(?=$|[.;])`, 'ADDITIONAL_INSTRUCTION', 'written', /rpt|repeat|recheck/),
  remark(String.raw`(?<!\b(?:at|every|each|in the|q|per|on) )\b(?:the )?(?:night|evening|day|morning) before(?= ?(?:$|[,;.)]|and\b))`, 'EVENT_NOT_STRUCTURED', 'written', /before/),
  // how often something is measured is not how often the medicine is taken; of a test strip alone it is
  needing(/check|monitor|test|record|measur|log/, rule(String.raw`\b(?:check|monitor|test|record|measure|recheck|log)(?:ing)? (?:your |the |his |her )?(?!#)[^.;]*?(?=$| ?[.;]| ?,? (?:and |then )*(?:take|give|inject|use|apply|inhale|call)\b)`, (match) => (/#.*(?<!\bto )$/.test(match.input.slice(0, match.index)) ? { field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION' } : null), 'written')),
  // how often it comes off is not how often it is put on
  remark(String.raw`\b(?:remove|clean|wipe|wash|file|soak)(?: (?:it|off|all|old|the|nails?|polish|lacquer|residue|area|skin|lids?))* (?:with|using) (?!#)[a-z]+(?: [a-z]+)?(?: (?:once )?(?:a week|weekly|daily|every (?:${n} )?(?:days?|weeks?|month|night|morning|evening)))?`, 'ADDITIONAL_INSTRUCTION', 'written', /remove|clean|wipe|wash|file|soak/),
  remark(String.raw`\bdouble (?:the |your )?(?:(?:dose|amount|steroids?)s? )?[^.;]{0,30}?\b(?:if|when|while|during|for) (?:[a-z]+ ){0,3}(?:ill(?:ness)?|sick|fever|stress|surgery|unwell|sick days?)\b`, 'CONDITION_NOT_STRUCTURED', 'written', /double/),
  remark(String.raw`\b(?:an? |the )?(?:second|repeat|another|further) dose (?:in|into|to) (?:the )?other (?:nostril|eye|ear|side)(?: (?:after|in) ${n} ?(?:minutes?|mins?))?`, 'CONDITION_NOT_STRUCTURED', 'written', /other/),
  remark(String.raw`\b(?:titrat(?:e|ing)|adjust(?:ing)?)(?: (?:the )?dose)? (?:to|for|until) (?:achieve |maintain |a |effect|${n} ?(?:(?:-|to|or) ?${n} ?)?(?:soft |loose |formed )*(?:bm|bms|bowel movements?|stools?))[^.;]{0,60}?(?=$|[.;])`, 'TITRATION_NOT_STRUCTURED', 'written', /titrat|adjust/),
  remark(String.raw`\b(?:every|q) ${n} (?:days|weeks|hours) (?:remove|replace|rotate|change|clean|wash)\b${rest}`, 'ADDITIONAL_INSTRUCTION', 'written', /remove|replace|rotate|change|clean|wash/),
  remark(String.raw`\b(?:do not|don't|dont|never|avoid|must not|should not|not to be|without) (?!exceed|take more|use more|more than|stop taking if #|go over|take over|use over|take any more)(?:crush|chew|cut|split|swallow|stop|skip|drink|drive|take (?:with|within|at|on|if|while|other|any|until|together|by|in)|breast ?feed|use (?:with|on|if|near|in|while)|operate|lie|lay|apply (?:to|near|on)|eat|combine|mix|inhale|break|open|refrigerate|freeze|discontinue|share|alcohol|sun|sunlight|grapefruit|antacids|driving|dairy|nsaids?|contact|freez|get|rub|wash|rinse|shake|inject|remove|touch|exceed directions|miss|double|abruptly|water|food|opening|chewing|crushing)\b${rest}`, 'ADDITIONAL_INSTRUCTION'),
  // "do not apply to the same site more than once every 14 days", "not on the same day as"
  remark(String.raw`\b(?:do not|don't|dont|never|must not|should not|avoid|not) (?!exceed|take more|use more|more than|to exceed|go over|take any more)(?:[a-z]{2,} ){1,10}?(?:more (?:often )?than|again|within|for at least|less than|until)\b[^;.]{0,80}?(?=$|[.;])|\bnot (?:on|at|with|within|to be taken (?:with|on)) (?:the )?(?:same|a|an|any)\b[^;.]{0,60}?(?=$|[.;])`, 'ADDITIONAL_INSTRUCTION'),
  ...advice.map((said) => remark(String.raw`\b(?:${said})(?![\w])`, 'ADDITIONAL_INSTRUCTION')),
  // "dissolve 1 packet in 8 ounces of water": the water is no dose
  liquidRemark(String.raw`\b(?:dissolved? |mixed? |diluted? |stirred |mix |put |sprinkled? )?(?:it |well )?(?:in|into|with|w \/|w|on|onto|followed by|follow with|and|using) (?:a |an |at least |about |\d )?(?:#0.5 (?:of )?(?:a |an )?)?(?:full |large |small |tall |big |half |half a |\(? ?)?(?:(?:${n}(?: ?(?:-|to) ?${n})?|one|a) ?(?:-)? ?)?(?:full |large |small |tall )?(?:glass(?:es|ful)?|cups?|ounces?|oz|fl oz|ml|mls|milliliters?|ccs?|liters?|teaspoons?|tablespoons?|tsp|tbsp|spoonful|lots|plenty|bottle|sips?)?(?: ?\(? ?(?:${n}(?: ?(?:-|to) ?${n})?) ?(?:ounces?|oz|ml|fl oz) ?\)?)?(?: of)?(?: (?:any|clear|cold|warm|cool|hot|fruit|apple|orange|plain|tap|the|a|soft))* ?${liquid}(?:(?: ,| or| and| \/)+ ?(?:other )?${liquid})*(?: (?:and|&|then) (?:drink|take|swallow)(?: it)?(?: all)?(?: (?:immediately|right away|slowly))?)?`),
  remark(String.raw`\b(?:leave|keep|wear) (?:it |patch )?(?:on |in place )?(?:for |up to )*${n} ?(?:${P})\b(?: (?:then|and) (?:off|remove|rinse|wash)[^.;]{0,30})?|\bremove after ${n} (?:hours?|hrs?|h)\b`, 'ADDITIONAL_INSTRUCTION'),
  remark(String.raw`\b${n} ?(?:days|weeks) (?:on(?=(?: ?,| and| \/| then)* (?:#\d|off)| ?(?:$|[.;)]))|off)(?: ,| and|,| \/|,? then)* ?(?:${n} ?(?:days|weeks) (?:on|off))?\b`, 'CONDITION_NOT_STRUCTURED'),
  remark(String.raw`\b(?:then )?(?:leave|keep|take|stay) (?:it |patch |ring )?(?:off|out)(?: for)? ${n} ?(?:${P})\b|\bleave (?:it )?in (?=for)|(?:,|\.|;|and|then) repeat(?: (?:the )?(?:cycle|process|course|sequence))?(?= ?(?:$|[.;]))|\brepeat (?:the )?cycle\b`, 'CONDITION_NOT_STRUCTURED', 'written', /off|out|leave|repeat/),
  remark(String.raw`\b(?:then )?(?:stop|discontinue|cease|d \/ c) (?:after|if|when|once|at|and|using|taking)\b[^;.]{0,80}?(?=$|[.;])|\b(?:reduce|decrease|lower|increase) (?:the )?(?:dose )?if\b[^;.]{0,80}?(?=$|[.;])`, 'CONDITION_NOT_STRUCTURED', 'written', /stop|disc|cease|d \/ c|if/),
  remark(String.raw`\b(?<!\bx )(?:(?:starting|start|beginning) )?(?:(?:${n}|an) ?(?:(?:-|to) ?${n} ?)?(?:hours?|hrs?|h|minutes?|mins?|days?|weeks?) (?:before|after|following|prior to|post)|after ${n} (?:days|weeks|months|nights|doses)) (?!(?:the |your |each |every |all |a )*(?:or|and|breakfast|lunch|dinner|supper|tea|meals?|food|eating|morning|evening|bed|bedtime|hs|h s|sleep|going|first|last|largest|main|feeds?|waking))(?:the |your )?[a-z]+(?: (?!(?:prn|as|and|then|may|take|give|use|apply|inject|inhale|daily|every|each|once|twice|if|when|or|to|for|by|with|max|up|at|in|on|po|orally|repeat|until|not|do|one|two|followed)\b)[a-z]+)?\b|\bafter #\d+ (?:days|weeks|months|nights|doses)\b`, 'EVENT_NOT_STRUCTURED', 'written', /before|after|following|prior|post/),
  remark(String.raw`\bfor (?:at least )?${n} seconds\b|\b(?:for )?(?:each|every) (?:use|application)\b`, 'ADDITIONAL_INSTRUCTION', 'written', /seconds|use|application/),
  remark(String.raw`\b(?:plus |\+ |and |with )?(?:correction|corrective|supplemental)(?: (?:scale|dose|insulin|coverage|factor))+`, 'AS_DIRECTED', 'written', /correct|supplem/),
  remark(String.raw`\b(?:start|starting|begin|beginning)(?: on)? (?:the )?first (?:sunday|monday|day) (?:after|of|following) (?:the |your )?[a-z]+(?: begins| starts)?`, 'EVENT_NOT_STRUCTURED', 'written', /first/),
  // "for 5 days each month", "for 10 days every 3 months": a cycle
  remark(String.raw`(?<=\b(?:days?|nights|weeks?|days #\d+ ?- ?#\d+|days #\d+ to #\d+) )(?:of )?(?:each|every|per|a|q) (?:(?:calendar )?(?:month|cycle|menstrual cycle|quarter)|#\d+ (?:weeks|months))\b`, 'CONDITION_NOT_STRUCTURED', 'written', /month|cycle|quarter|weeks/),
  remark(String.raw`\b(?:nothing|nil|npo)(?: (?:by mouth|orally|po|to eat or drink))?(?: after (?:midnight|${n} ?(?:am|pm)?))?\b`, 'CONDITION_NOT_STRUCTURED', 'written', /nothing|nil|npo/),
  remark(String.raw`\b(?:starting |beginning |from )?tomorrow(?: (?:morning|evening|night|afternoon|am|pm))?\b`, 'EVENT_NOT_STRUCTURED', 'written', /tomorrow/),
  remark(String.raw`\b(?:administered |given )?by (?:a |an |the |your )?(?:health ?care|health care|hcp|nurse|district nurse|doctor|clinic|trained|medical|caregiver|carer|parent)(?: (?:professional|provider|staff|nurse|worker|or nurse))?\b`, 'ADDITIONAL_INSTRUCTION', 'written', /by/),
  remark(String.raw`\bhold (?:for|if|when|until|while)\b(?! (?:\w+ )?breath)[^;.]{0,60}?(?=$|;|\.(?!\d)| : (?:[a-z-]+ ){1,3}#)`, 'CONDITION_NOT_STRUCTURED', 'written', /hold/),
  remark(String.raw`\b(?:start|end|stop|begin)(?: date)?(?: :)? #\d+ ?\/ ?#\d+(?: ?\/ ?#\d+)?`, 'EVENT_NOT_STRUCTURED', 'written', /\//),
  // holds and conditions
  remark(String.raw`\b(?:hold(?: dose)?|skip|omit|stop|call|notify|give|take|use|only)? ?(?<!\b(?:needed|prn|required) )(?:if|for|when) (?:the )?(?:sbp|bp|systolic|sys|dbp|hr|heart rate|pulse|blood (?:sugar|pressure|glucose)|bs|bg|fsbs|glucose|inr|temp(?:erature)?|fever|spo2|o2 sat|sugars?|weight|pain(?: level| scale| score)?) ?(?:is |over |above |below |under |less than |greater than |more than |or |of |> ?|< ?|=|≥ ?|≤ ?|at |>= ?|drops |goes )+ ?${n}(?: ?(?:\/|-|to|f|c|mg \/ dl|percent|or \w+|and \w+) ?(?:${n})?)*`, 'CONDITION_NOT_STRUCTURED'),
  remark(String.raw`\b(?:if|unless|only if|only when|in case(?: of)?|when|whenever|should(?! (?:be|not|take|use|apply|have|always))) (?!needed|necessary|required|you (?:need|want)|requested|awake|not covered|going to bed|tolerated|waking|you wake|you go to bed|breakfast|a day|daily|weekly|per|every|each|monthly|nightly|in the|at|before|#|yearly|and|or|symptomatic only)${rest}`, 'CONDITION_NOT_STRUCTURED'),
  // a sliding scale, line by line; a carbohydrate ratio
  remark(String.raw`\b(?:if |and |or |for |bg |bs |fsbs |cbg |glucose |sugar |blood |is |of )*(?:#\d{2,3}(?:\.\d)? ?(?:-|to|thru|through) ?#\d{2,3}(?:\.\d)?|(?:<|>|=|≥|≤|over|above|below|under|greater than|less than|more than)(?: ?=)? ?#\d{2,3})(?: ?mg(?: \/ dl)?| mmol(?: \/ l)?)? ?(?:=|:|give|take|inject|- >|->|,|add|use|then|-)* ?#\d+(?:\.\d+)? ?(?:units?|u)\b`, 'AS_DIRECTED', 'written', /#\d+(?:\.\d+)? ?u/),
  remark(String.raw`(?<![\w#.])#\d+(?:\.\d+)? ?(?:units?|u) ?(?:per|for (?:every|each)|\/|:) ?(?:every )?#\d+ ?(?:g|gm|grams?)(?: of)? (?:carb\w*|cho)\b|(?<![\w#.])#\d+(?:\.\d+)? ?(?:units?|u) ?(?:per|for (?:every|each)|\/|:) ?(?:every )?#\d+ ?(?:mg \/ dl |points? )?(?:>|over|above|greater than) ?(?:bg |target )?#\d+|\b(?:carb(?:ohydrate)?|correction|insulin)(?: to insulin)? (?:ratio|factor)(?: of)?(?: #\d+ ?(?::|to) ?#\d+)?`, 'AS_DIRECTED', 'written', /carb|cho|ratio|factor|>|over|above|greater/),
  remark(String.raw`\b(?:first|next|last) dose(?: (?:given|due|is))? (?:on|at|today|now|tonight|in|tomorrow|was|given|mon|tue|wed|thu|fri|sat|sun)\b[^;.]{0,40}?(?=$|[.;])`, 'EVENT_NOT_STRUCTURED', 'written', /dose/),
  remark(String.raw`\b(?:as soon as possible|asap|within ${n} (?:hours?|days?)) (?:after|following|of) (?:the )?(?:unprotected )?[a-z]+(?: [a-z]+)?\b`, 'EVENT_NOT_STRUCTURED', 'written', /asap|possible|within/),
  remark(String.raw`\b(?:treatment should be continued|continue(?:d)?(?: treatment)?) (?:for|until) (?:${n} ?(?:${P}) )?(?:after|until|following)\b[^;.]{0,60}?(?=$|[.;])`, 'CONDITION_NOT_STRUCTURED', 'written', /continue/),
  remark(String.raw`\b(?:then )?(?:remove )?(?:for )?(?:(?:a |#\d+ )?(?:patch|ring|pill|tablet|hormone|drug|treatment) ?-? ?free(?: (?:week|interval|days?|period))?|(?:skip|discard|omit)(?: the)? placebos?(?: (?:week|pills|tablets))?)(?: (?:on|in|for|during) (?:week )?#\d+(?: weeks?| days?)?)?`, 'CONDITION_NOT_STRUCTURED', 'written', /free|placebo/),
  remark(String.raw`\b(?:as|per) (?:needed )?sliding scale\b|\bssi\b|\b(?:per|via|according to|with|on) (?:the )?(?:sliding scale|ss|ssi|protocol|inr|scale|insulin pump|pump)\b|\bsliding scale\b`, 'AS_DIRECTED'),
  remark(String.raw`\b(?:as|per|follow(?:ing)?|see|according to|refer to|exactly as|follow the|per the) ?(?:the |your |package |pack |box |label |dose ?pack |medrol |manufacturer(?:'s)? |physician(?:'s)? |doctor(?:'s)? |dr |md |pharmacy |attached |written |admin |administration |kit |prep |included |office |clinic |provider(?:'s)? |prescriber(?:'s)? |oncologist(?:'s)? |cardiologist(?:'s)? |specific |enclosed |separate |coumadin clinic |anticoagulation clinic )*(?:directed|directions?|instructions?|instructed|prescribed|advised|dir|ordered|insert|label|told|indicated|package|discussed|recommended|protocol|guidelines|clinic|notes?|sheet|schedule|md|doctor|dr|physician|provider|needed per md)(?: (?:on|by|per|in|with|from) (?:the |your |a )?(?:pack(?:age|et|aging)?|dose ?pack|dosepak|dose pak|box|label|md|doctor|physician|dr|provider|prescriber|bottle|kit|insert|(?:[a-z]+ )?clinic|instructions?|office|sheet|manufacturer|urologist|surgeon|cardiologist|specialist|pharmacist|nurse|hospital)(?: (?:directions?|instructions?|insert))?)?(?: for \w+)?\b|\b(?:uad|ud|ut dict|utd|tud|use as dir|as dir|asdir|mdu|u d|u a d|ad lib|dosepak|dose ?pack(?: directions)?|on (?:the )?(?:dose ?pack|pack|package)|medrol dose ?pa(?:c)?k|steroid taper|taper as directed|titrate as directed|use as needed as directed)(?![\w])`, 'AS_DIRECTED', undefined),
  remark(String.raw`\b${n} ?(?:-)? ?day (?:steroid )?taper\b`, 'TITRATION_NOT_STRUCTURED'),
  // before an event
  remark(String.raw`\b(?:starting|start|begin|beginning)(?: (?:on|the|in|at|#|from))*? ?(?:(?:${n}|one|two|three|the) ?(?:days?|weeks?|hours?|months?|day|night|morning|evening)? ?(?:before|prior to|after|following|of|prior) ?(?:the |your )?\w+|tomorrow|today|tonight|immediately|now|on (?:day|cycle) ${n}|(?:the )?(?:day|night|morning|evening) (?:before|after|of) (?:the |your )?\w+|monday|tuesday|wednesday|thursday|friday|saturday|sunday|${n} ?\/ ?${n}(?: ?\/ ?${n})?|next \w+|after \w+|when \w+ \w+)`, 'EVENT_NOT_STRUCTURED'),
  remark(String.raw`\b(?<!\bx )(?:(?:(?:about |approximately |at least |up to )?(?:${n}|one|an|half an)(?: ?(?:-|to|or) ?(?:${n}|one|an))? ?(?:minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?) )?(?:before|prior to|after|following|preceding|pre|post|starting after)) (?:(?:the|your|each|any|a|an|every|going for|all|scheduled|dental|sexual|mri|ct|next|first|last|morning|planned|his|her|starting|being|medical) )*(?:procedures?|surger(?:y|ies)|treatments?|appointments?|appts?|dental (?:work|visits?)|intercourse|sex|sexual (?:activity|intercourse|relations)|exercis(?:e|ing)|activity|activities|travel(?:l?ing)?|flights?|mri|scan|ct|imaging|colonoscopy|test(?:ing)?|biopsy|chemo(?:therapy)?|infusions?|dialysis|hd|injection|bowel movements?|bm|loose stools?|each bm|stools?|diarrhea|boarding|exposure|insertion|delivery|dressing changes?|work(?:out)?|shampoo(?:ing)?|presentation|onset|event|iud (?:insertion|placement)|vaccination|immunization|arrival|departure|voiding|urination|feeds?|feedings?|ovulation|period|menses|contrast|radiation|anesthesia|blood draw|lab(?:s)?|swimming|sun exposure|diaper changes?|changing|baths?|bathing|showers?)\b`, 'EVENT_NOT_STRUCTURED'),
  remark(String.raw`\b(?:at|upon|with|on|for|take at|starting at|within #\d+ hours of)? ?(?:(?:the|first|#1 st|earliest|very) )*(?:onset|start|beginning|signs?(?: or symptoms?)?|symptoms?|sign) (?:of|or) (?:a |an |the |any )?(?:\w+ )?(?:\w+ ?){1,2}?(?=$| (?:may|then|repeat|and|,|\.|can|take|max|for|every|,)|[,.;])|\bat (?:first )?onset\b`, 'EVENT_NOT_STRUCTURED'),
  remark(String.raw`\b(?:the )?(?:night|day|evening|morning)s? (?:before|prior to|of|after) (?:the |your )?(?:procedure|surgery|appointment|appt|test|chemo|colonoscopy|exam|scan|infusion|dialysis|travel)\b`, 'EVENT_NOT_STRUCTURED', 'written', /before|prior|of|after/),
  remark(String.raw`\b(?:as|with) (?:needed )?dialysis\b|\bwith (?:each |every )?(?:diaper (?:change|changes)|dressing changes?|feeds?|feedings?|loose stools?|bowel movements?|bm|infusion|dialysis|dental work|exercise)\b|\bduring (?:dialysis|hd)\b|\b(?:on )?(?:dialysis|hd) days?\b|\b(?:on )?non ?- ?dialysis days?\b`, 'EVENT_NOT_STRUCTURED', 'written', /dialysis|with|hd/),
  remark(String.raw`\b(?:until|till|til|untill) (?!#)(?:you |the |your |all |further |told |seen |next |symptoms? |pain |cough |rash |bleeding |infection |fever |diarrhea |relief |resolved |clear |healed |better |improved |instructed |directed |otherwise |follow |appointment |appt |asymptomatic |dose |max |area |skin |redness |swelling |gone |delivery |surgery |procedure |stool )*[^.;,]{0,50}?(?=$|[.;,]| (?:then|take|max|for|prn)\b)`, 'CONDITION_NOT_STRUCTURED', 'written', /til/),
  // titration
  remark(String.raw`\b(?:(?:may|can|and|then|will|to|should|slowly|gradually|if tolerated) )*(?:increas(?:e|ing)|decreas(?:e|ing)|titrat(?:e|ing)|reduc(?:e|ing)|taper(?:ing)?|adjust(?:ing)?|wean(?:ing)?|go(?:ing)? up|step(?:ping)? (?:up|down)) (?:the |your )?(?:(?!to\b|by\b)[a-z]{4,} )?(?:dose |dosage |slowly |gradually |up |down |off |weekly |daily |each |every |as )*(?:by|per|as|every|each|until|off|slowly|gradually|up|down|weekly|over|based|according|#\d+(?:\.\d+)? ?(?:mg|mcg|tabs?|tablets?|caps?|capsules?|units?|pills?|mls?)? ?(?:per|every|each|\/|a|q|at a time))(?![\w])${toTheEnd}`, 'TITRATION_NOT_STRUCTURED'),
  rule(String.raw`\b(?:increas|decreas|titrat|taper|reduc|go(?:ing)? (?:up|down)|mov(?:e|ing) (?:up|down))\w*(?: (?:it|the dose|that|up|down))* by ${n}(?: ?(?:${amountPattern}))?(?: (?:every|each|per|a)(?: ${n})? (?:${P}))?(?: until (?:[a-z#%\d.']+ ?){1,10})?`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'TITRATION_NOT_STRUCTURED' }), 'spoken'),
  remark(String.raw`\b(?:taper(?: down| off| as directed)?|titrate|wean off)\b`, 'TITRATION_NOT_STRUCTURED', 'written', /taper|titrat|wean/),
  remark(String.raw`\b(?:in )?(?:equally |equal )?divided(?! doses? [#]?)(?: (?:into|in|over) ${n} doses?)?(?: doses?)?\b|\b(?:in )?(?:equally |equal )?divided doses?\b|\bdiv(?= (?:bid|tid|qid|q|#))`, 'DIVIDED_DOSES', 'written', /div/),
];
