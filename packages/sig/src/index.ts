export { plainDecimal, tokenize, type Token } from './text/tokens.ts';
export { readSpokenNumbers } from './text/spoken-numbers.ts';
export { readPhrase, type Phrase } from './text/phrase.ts';
