import { doseUnitOf } from '../vocabulary/dose-units.ts';
import { N, U, rule, spanOf, type Rule } from './rule.ts';

/** What to hand out: quantity, supply, refills. */
export const dispenseRules: readonly Rule[] = [
  rule(String.raw`\b(no|without(?: any)?|zero|nr|#0) (?:more )?(?:refills?|rf|rfs|rfl)|(?<!\b(?:need|needs|want|wants|like|order|ordered|get|getting|have|of) )\b(?:with |and |plus )(a|one|another) (?:more )?refill|(?<!\b(?:need|needs|want|wants|like|order|get|getting) (?:for )?)\b(one) (?:more )?refill|(?:\b(?:with|and) )?${N}(?: more| additional)? (?:refills?|rfs?|rfl)(?! [#%])|\b(?:refills?|rfs?|rfl|ref)(?: times| x| of| :|:)* ${N}(?: times)?|\b(nr)\b(?=$)`, (match) => {
    const count = match[1] || match[6] ? 0 : match[2] || match[3] ? 1 : Number(match[4] ?? match[5]);
    return Number.isInteger(count) && count <= 99 ? { field: 'refills', ...spanOf(match), count } : null;
  }),
  rule(String.raw`(?:${N}|\b(?:a|one))(?: -)? (day|week|month)s?(?: -)?(?: '?s|')?(?:'| ')?(?: worth| supply| supplies)(?: of)?`, (match) => ({
    field: 'quantity', ...spanOf(match), value: match[1] ?? '1', unit: `${match[2] ?? 'day'} supply`, certain: true,
  })),
  rule(String.raw`\b(?:dispense|disp|quantity(?: of)?|qty|number|amt|dispensed?|mitte|supply|tot(?:al)? qty|quant)(?: :| -| of| number| x)* ?${N}(?: \([^)]*\))?(?: ?\/ ?#(?:12|52|7)\b)?(?: ?${U}(?![\w]))?(?: box(?:es)?| packs?| tubes?| op)?(?! ?(?:hours?|hrs?|days?|weeks?) )`, (match) => ({
    field: 'quantity', ...spanOf(match), value: match[1] ?? '', unit: match[2] ? doseUnitOf(match[2]) : null, certain: true,
  })),
  // "1 nocte twenty eight tablets": what stands behind it all, and is more than anyone takes at a time
  rule(String.raw`(?<=\b(?:daily|day|bid|bd|tid|tds|qid|qds|od|nocte|mane|om|on|prn|night|bedtime|morning|required|needed|directed|days|hours) (?:\( ?)?)(?:mitte |supply |pls supply |dispense )?#(1[4-9]|[2-9]\d|\d{3})(?: ?x)? ?(?!(?:mg|mcg|milligrams?|micrograms?|units?|u|iu|mgs)\b)${U}(?: \))?(?= ?(?:$|[.]$))`, (match) => ({ field: 'quantity', ...spanOf(match), value: match[1] ?? '', unit: doseUnitOf(match[2] ?? ''), certain: true }), 'written'),
  // "bid 20 rf 0"
  rule(String.raw`(?<= )${N}(?= (?:rf|refills?|rfs)(?: :)? [#%])`, (match) => ({ field: 'quantity', ...spanOf(match), value: match[1] ?? '', unit: null, certain: true }), 'written'),
];
