/**
 * What a text must hold for a pattern to match it, worked out of the pattern itself: clauses, each a choice of words (stretches
 * of letters and marks, not whole words), of which every clause has one in every text that matches. No clause: anything may match.
 * Words are cut to their first letters. Only ever says too little: what it does not know ends a stretch and asks for nothing.
 */
export type Clause = readonly string[];

/** `exact`: how all that a part may match begins, where that is a short list. `clauses`: what must stand in the text besides. */
type Part = { exact: readonly string[] | null; clauses: readonly Clause[] };

const mostStrings = 32;
const mostWords = 160;
const longestWord = 8;
const mostClauses = 4;
const nothing: Part = { exact: [''], clauses: [] };
const anything: Part = { exact: null, clauses: [] };

/** Single letters stand in nearly every text; these marks do not. */
const tells = (word: string): boolean => word.length > 1 || (word !== '' && '#%@/&+;'.includes(word));

/** The choice as a clause, without the words that begin as another of them; null where it tells nothing. */
const clauseOf = (strings: readonly string[]): Clause | null => {
  if (!strings.every(tells)) return null;
  const kept: string[] = [];
  let last: string | null = null;
  for (const word of [...strings].sort()) {
    if (last !== null && word.startsWith(last)) continue;
    kept.push(word);
    last = word;
  }
  return kept.length > mostWords ? null : kept;
};

/** The more telling first: longer words, then fewer. */
const weight = (clause: Clause): number => Math.min(...clause.map(({ length }) => Math.min(length, 4))) * 1_000 - clause.length;
const byWeight = (clauses: readonly Clause[]): readonly Clause[] => [...clauses].sort((a, b) => weight(b) - weight(a));

/** All that a part asks of a text. */
const asked = ({ exact, clauses }: Part): readonly Clause[] => {
  const own = exact === null ? null : clauseOf(exact);
  return own === null ? clauses : [...clauses, own];
};

/** Each beginning with each that follows it, as far as a word counts; null where they are too many. */
const extended = (heads: readonly string[], tails: readonly string[]): readonly string[] | null => {
  const out: string[] = [];
  for (const head of heads) {
    if (head.length >= longestWord) out.push(head);
    else for (const tail of tails) out.push((head + tail).slice(0, longestWord));
    if (out.length > mostStrings) return null;
  }
  return out;
};

const sequence = (parts: readonly Part[]): Part => {
  const clauses: Clause[] = [];
  let open: readonly string[] = [''];
  let whole = true;
  const close = (next: readonly string[]): void => {
    const clause = clauseOf(open);
    if (clause) clauses.push(clause);
    open = next;
    whole = false;
  };
  for (const { exact, clauses: own } of parts) {
    clauses.push(...own);
    if (exact === null) close(['']);
    else if (exact.length === 1 && exact[0] === '') continue;
    else {
      const longer = extended(open, exact);
      if (longer) open = longer;
      else close(exact);
    }
  }
  if (whole) return { exact: open, clauses };
  close(['']);
  return { exact: null, clauses };
};

const choice = (parts: readonly Part[]): Part => {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const exact = parts.every((part) => part.exact !== null && part.clauses.length === 0) ? parts.flatMap((part) => part.exact ?? []) : null;
  if (exact && exact.length <= mostStrings) return { exact, clauses: [] };
  const best = parts.map((part) => byWeight(asked(part))[0]);
  const clause = best.every((one) => one !== undefined) ? clauseOf(best.flat()) : null;
  return { exact: null, clauses: clause ? [clause] : [] };
};

const repeated = (part: Part, least: number, most: number): Part => {
  if (least === 1 && most === 1) return part;
  if (least === 0) return most === 1 && part.exact !== null && part.clauses.length === 0 ? { exact: ['', ...part.exact], clauses: [] } : anything;
  return { exact: null, clauses: asked(part) };
};

/** Brackets, and what they may stand in without being any. */
const brackets = /\\.|\[(?:\\.|[^\]\\])*\]|[()]/g;

/** Where each opening bracket is closed. */
const closings = (source: string): ReadonlyMap<number, number> => {
  const closed = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: mark, index } of source.matchAll(brackets)) {
    if (mark === '(') open.push(index);
    else if (mark === ')') closed.set(open.pop() ?? -1, index);
  }
  return closed;
};

/** Groups that many patterns share (units, periods, verbs), read once. */
const shared = new Map<string, Part>();
const longEnough = 40;
const opening = /\((?:\?(?:[:=!]|<[=!]|<\w+>))?/y;
const quantifier = /(?:([?*+])|\{(\d+)(,?)(\d*)\})\??/y;
/** Letters that stand for themselves; the last of them may be counted, so it is left for itself. */
const plainLetters = /[a-z0-9 #%@/&:;,'=-]+(?=[a-z0-9 #%@/&:;,'=\\[()|-]|$)/y;

/** Reads the syntax that the grammar's patterns are written in; what it does not know is an error, and the pattern asks for nothing. */
class Reader {
  private readonly source: string;
  private readonly closed: ReadonlyMap<number, number>;
  private at = 0;

  constructor(source: string) {
    this.source = source;
    this.closed = closings(source);
  }

  read(): Part {
    const part = this.choice();
    if (this.at < this.source.length) throw new SyntaxError('a bracket too many');
    return part;
  }

  private takes(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (match) this.at += match[0].length;
    return match;
  }

  private choice(): Part {
    const parts = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at += 1;
      parts.push(this.sequence());
    }
    return choice(parts);
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const plain = this.takes(plainLetters);
      parts.push(plain ? { exact: [plain[0].slice(0, longestWord)], clauses: [] } : this.quantified());
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : sequence(parts);
  }

  private quantified(): Part {
    const part = this.atom();
    const found = this.takes(quantifier);
    if (!found) return part;
    const [, mark, least, comma, most] = found;
    if (mark !== undefined) return repeated(part, mark === '+' ? 1 : 0, mark === '?' ? 1 : Infinity);
    return repeated(part, Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most));
  }

  private atom(): Part {
    const mark = this.source.charAt(this.at);
    if (mark === '(') return this.group();
    this.at += 1;
    if (mark === '[') return this.characterClass();
    if (mark === '^' || mark === '$') return nothing;
    if (mark === '.') return anything;
    if (mark !== '\\') return { exact: [mark], clauses: [] };
    const escaped = this.source.charAt(this.at);
    this.at += 1;
    if (/[bB]/.test(escaped)) return nothing;
    if (/[dDwWsS]/.test(escaped)) return anything;
    if (/[a-zA-Z0-9]/.test(escaped)) throw new SyntaxError('an escape that is not known here');
    return { exact: [escaped], clauses: [] };
  }

  private group(): Part {
    const end = this.closed.get(this.at);
    if (end === undefined) throw new SyntaxError('a bracket is not closed');
    const key = end - this.at < longEnough ? null : this.source.slice(this.at, end + 1);
    const known = key === null ? undefined : shared.get(key);
    const part = known ?? this.freshGroup();
    if (key !== null && !known) shared.set(key, part);
    this.at = end + 1;
    return part;
  }

  private freshGroup(): Part {
    const kind = this.takes(opening)?.[0] ?? '';
    // What must not stand there asks for nothing, so it need not be read.
    if (kind.endsWith('!')) return nothing;
    const inner = this.choice();
    // What is looked at takes no room, yet it stands in the text.
    return kind.endsWith('=') ? { exact: [''], clauses: asked(inner) } : inner;
  }

  private characterClass(): Part {
    const from = this.at;
    while (this.source.charAt(this.at) !== ']') this.at += this.source.charAt(this.at) === '\\' ? 2 : 1;
    const inside = this.source.slice(from, this.at);
    this.at += 1;
    return /[\\^]|.-./.test(inside) || inside.length > 6 ? anything : { exact: [...inside], clauses: [] };
  }
}

export const requiredWords = ({ source }: RegExp): readonly Clause[] => {
  try {
    return byWeight(asked(new Reader(source).read())).slice(0, mostClauses);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
};
