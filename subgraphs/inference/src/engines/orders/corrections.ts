const filler = '(?:uh|um|er|ah|oh|well|and|so|you know)';
const taking = String.raw`(?:no|nope|sorry|i'm sorry|excuse me|i mean|i meant|rather|or rather|actually|make (?:that|it)|let's make (?:that|it)|let's (?:do|go with)|scratch that|correction|wait|strike that|i misspoke|not that|that's wrong|should be|it should be)`;
const between = new RegExp(String.raw`^(?: |,|\.|-|;|${filler}\b|or\b)*${taking}\b(?: |,|\.|-|${filler}\b|${taking}\b|to|do|start|say|with|it|that|the|a|an)*$`);

/** Do these words, between two values, take the first one back? "ten, no, twenty". */
export const takesBack = (words: string): boolean => words.length < 80 && between.test(words.trim() === '' ? '' : ` ${words.trim()}`);

export const correctionAtEnd = new RegExp(String.raw`(?:[#%](\d+(?:\.\d+)?))(?: ,| \.| -)* ${taking}\b(?: |,|${filler}\b|${taking}\b)*$`);

const opening = new RegExp(String.raw`(?:^|[.?!;] )(?:${filler}\b|,| )*${taking}\b(?: |,|\.|-|${filler}\b|${taking}\b|to|do|start|say|with|it|that|the|a|an|let's|be)*$`);

/** Does a sentence begin, up to a value, by taking an earlier one back? "Actually, make that twenty." */
export const beginsByTakingBack = (words: string): boolean => opening.test(words.trimEnd());
