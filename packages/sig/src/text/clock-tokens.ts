import type { Token } from './tokens.ts';

const isNumber = (token: Token | undefined, digits: number): token is Token => token?.kind === 'number' && !token.text.includes('.') && token.end - token.start === digits;
const clock = (hour: number, minute: number, from: Token, to: Token): Token => ({ text: `@${String(hour % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`, start: from.start, end: to.end, kind: 'word' });

/**
 * Clock times as written in directions, each one token: `08:00`, `8:30`, `0800`, `20.00h`, `2000 hrs`. Two digits behind the colon,
 * so that "1:1000" stays a ratio; four digits alone only with a leading zero, "hrs" or "at", so that 2000 stays an amount.
 */
export const readClockTokens = (tokens: readonly Token[]): Token[] => {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    const next = tokens[at + 1];
    const last = tokens[at + 2];
    if (!token) break;
    if (token.kind === 'number' && (next?.text === ':' || next?.text === '.') && next.start === token.end && isNumber(last, 2) && last.start === next.end && Number(token.text) < 24 && Number(last.text) < 60 && !token.text.includes('.') && !isRatio(tokens, at)) {
      out.push(clock(Number(token.text), Number(last.text), token, last));
      at += isHours(tokens[at + 3]) ? 3 : 2;
      continue;
    }
    if (isNumber(token, 4) && Number(token.text) % 100 < 60 && Number(token.text) < 2400) {
      const before = tokens[at - 1];
      const leadingZero = token.text.length < 4;
      const asked = /^(?:at|@)$/.test(before?.text ?? '') && !isUnit(next);
      const beside = out.slice(-2).some(({ text }) => /^@\d\d:/.test(text)) && /^(?:and|&|,|\/|-|;|@\d\d:\d\d)$/.test(out.at(-1)?.text ?? '');
      if (isHours(next) || ((leadingZero || asked || beside) && !isUnit(next))) {
        out.push(clock(Math.floor(Number(token.text) / 100), Number(token.text) % 100, token, token));
        if (isHours(next)) at += 1;
        continue;
      }
    }
    out.push(token);
  }
  return out;
};

const isHours = (token: Token | undefined): boolean => /^(?:hrs?|hours?|h)$/.test(token?.text ?? '');
const isUnit = (token: Token | undefined): boolean => /^(?:mg|mcg|g|gm|grams?|units?|iu|u|ml|mls|meq|micrograms?|milligrams?)$/.test(token?.text ?? '');
/** "plus 1:30 > 120", "carb ratio 1:10": units to grams. */
const isRatio = (tokens: readonly Token[], at: number): boolean => /^(?:ratio|carbs?|factor|correction|icr?|isf|sensitivity)$/.test(tokens[at - 1]?.text ?? '') || /^(?:>|<|carbs?|ratio)$/.test(tokens[at + 3]?.text ?? '') || (/^(?:over|above)$/.test(tokens[at + 3]?.text ?? '') && tokens[at + 4]?.kind === 'number');
