import { rule, spanOf, type Rule } from './rule.ts';

const take = String.raw`(?:take|taking|use|using|give|giving|apply|applying|inject|injecting|inhale|inhaling|swallow|have|administer|drink|insert|instill?)`;
const aNumber = String.raw`(?=(?:(?:the|a|an|any|another|your|all|up to|as many as|more|at|about|both) ){0,2}(?:[#%]|(?:double|both|extra|additional)\b))`;
/** To where the sentence ends, or goes on with what is to be done. */
const clause = String.raw`(?:[^.;]|\.\d){0,80}?(?=$| ?[.;](?!\d)| ?,? (?:but|instead|then|start|and (?:then )?(?:take|start|use|give)|take|give)\b)`;

/**
 * What must not be taken is no dose: "do not take 2 tablets at once", "not 2 tablets", "stop 20 mg". The most that may be taken
 * ("do not take more than") has been read before.
 */
export const negationRules: readonly Rule[] = [
  rule(String.raw`\b(?:do not|do n't|don't|dont|never|must not|must never|should not|shouldn't|may not|can ?not|can't|not to|refrain from|avoid|no longer)(?: (?:ever|be|to))? ${take} ${aNumber}${clause}`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION', forbids: true }), 'written'),
  rule(String.raw`\b(?:not|never|avoid|without) (?=[#%]\d)${clause}`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION', forbids: true }), 'written'),
  rule(String.raw`\b(?:stop|discontinue|d \/ c|hold|withhold|skip|omit|cancel|cease)(?: (?:taking|using|giving|the))* ${aNumber}(?![#%]\d+(?:\.\d+)? ?(?:days?|d|weeks?|wks?|months?|hours?|hrs?|h|minutes?|min|seconds?)\b)${clause}`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'CONDITION_NOT_STRUCTURED', forbids: true }), 'written'),
  // "1 capsule daily, NOT twice daily"; "(was tid)"; "not within 4 hours of bedtime"
  rule(String.raw`\b(?:but )?not (?:twice|once|thrice|bid|tid|qid|daily|weekly|three times|four times|#\d+ times|every(?! ?(?:other )?#?\d* ?(?:needed|required)))(?: (?:a|per|each))?(?: (?:day|daily|week|weekly|month))?\b`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION', forbids: true }), 'written'),
  rule(String.raw`\( ?(?:was|previously|formerly|instead of|changed from|not|up from|down from|increased from|decreased from)\b[^)]*\)`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION', forbids: true }), 'written'),
  rule(String.raw`\b(?:but )?not within #\d+(?:\.\d+)? ?(?:hours?|hrs?|h|minutes?|mins?|days?) (?:of|before|after)(?: the| a| any)? [a-z]+`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION', forbids: true }), 'written'),
];
