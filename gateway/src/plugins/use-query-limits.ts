import { GraphQLError, Kind, Lexer, Source, TokenKind, parse } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GatewayHook } from '../hooks/contract.ts';

/** How much one document may ask for. Counted before and after fragments are spread. */
export type QueryLimits = {
  /** Braces, brackets and parentheses within each other; selections within each other. */
  depth: number;
  aliases: number;
  tokens: number;
  directives: number;
  /** One name, this often: validation compares every pair of fields that share a key. */
  repeats: number;
  /** Fields after every fragment was spread: a small document can spread into millions. */
  fields: number;
  /** Fields of the root after every fragment was spread: each is a plan of its own to a subgraph. */
  rootFields: number;
};

export const defaultQueryLimits: QueryLimits = { depth: 30, aliases: 100, tokens: 10_000, directives: 100, repeats: 500, fields: 5_000, rootFields: 100 };

/** @throws GraphQLError QUERY_TOO_COMPLEX */
export type QueryLimitCheck = (query: string) => void;

/**
 * The text is measured token by token, without recursion, before anything parses it: `parse` descends by a few stack
 * frames a level, and ten thousand levels end it. Then the parsed document, fragments spread, before anything validates
 * or plans it. What is malformed passes, since the parser says why better.
 */
export function createQueryLimitCheck(limits: QueryLimits = defaultQueryLimits): QueryLimitCheck {
  // The same documents come again and again; only what passed is remembered.
  const passed = new LRUCache<string, true>({ max: 2_000, maxSize: 8 * 1_048_576, sizeCalculation: (_, text) => text.length + 1 });
  return (query) => {
    if (passed.has(query)) return;
    measureText(query, limits);
    const document = parseOrNothing(query);
    if (document) measureDocument(document, limits);
    if (query.length <= 65_536) passed.set(query, true);
  };
}

/** Refuses what is too much before anything parses it. */
export function useQueryLimits(check: QueryLimitCheck): GatewayHook {
  return {
    name: 'query-limits',
    onDocument: (_exchange, { text }) => {
      try {
        check(text);
        return undefined;
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        const { http: _, ...extensions } = error.extensions;
        return { status: 400, errors: [{ message: error.message, extensions }] };
      }
    },
  };
}

function parseOrNothing(query: string): DocumentNode | null {
  try {
    return parse(query, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

function measureText(query: string, limits: QueryLimits): void {
  const lexer = new Lexer(new Source(query));
  let depth = 0;
  let parentheses = 0;
  let aliases = 0;
  let directives = 0;
  let tokens = 0;
  const names = new Map<string, number>();
  let previous: string = TokenKind.SOF;
  for (;;) {
    let kind: string;
    let value: string;
    try {
      const token = lexer.advance();
      kind = token.kind;
      value = token.value ?? '';
    } catch (error) {
      if (error instanceof GraphQLError) return;
      throw error;
    }
    if (kind === TokenKind.EOF) return;
    tokens += 1;
    if (tokens > limits.tokens) throw tooComplex('tokens', limits.tokens);
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) {
      depth += 1;
      if (depth > limits.depth) throw tooComplex('depth', limits.depth);
      if (kind === TokenKind.PAREN_L) parentheses += 1;
    } else if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) {
      depth -= 1;
      if (kind === TokenKind.PAREN_R) parentheses -= 1;
    } else if (kind === TokenKind.AT) {
      directives += 1;
      if (directives > limits.directives) throw tooComplex('directives', limits.directives);
    } else if (kind === TokenKind.COLON && parentheses === 0 && previous === TokenKind.NAME) {
      // Outside of arguments and variable definitions a colon can only follow an alias.
      aliases += 1;
      if (aliases > limits.aliases) throw tooComplex('aliases', limits.aliases);
    } else if (kind === TokenKind.NAME && parentheses === 0) {
      const repeats = (names.get(value) ?? 0) + 1;
      if (repeats > limits.repeats) throw tooComplex('repeats', limits.repeats);
      names.set(value, repeats);
    }
    previous = kind;
  }
}

/** `top`: fields that are not within another. */
type Measure = { depth: number; fields: number; aliases: number; top: number };

const empty = (): Measure => ({ depth: 0, fields: 0, aliases: 0, top: 0 });

function measureDocument(document: DocumentNode, limits: QueryLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // Each fragment is measured once; one that (wrongly) spreads itself counts as empty inside itself: validation refuses it.
  const known = new Map<string, Measure>();
  const measureFragment = (name: string): Measure => {
    const seen = known.get(name);
    if (seen) return seen;
    known.set(name, empty());
    const fragment = fragments.get(name);
    const measure = fragment ? measureSelections(fragment.selectionSet) : empty();
    known.set(name, measure);
    return measure;
  };
  const measureSelections = (set: SelectionSetNode): Measure => {
    const sum: Measure = empty();
    for (const selection of set.selections) {
      let inner: Measure = empty();
      if (selection.kind === Kind.FIELD) {
        if (selection.selectionSet) inner = measureSelections(selection.selectionSet);
        inner = { depth: inner.depth + 1, fields: inner.fields + 1, aliases: inner.aliases + (selection.alias ? 1 : 0), top: 1 };
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        inner = measureSelections(selection.selectionSet);
      } else {
        inner = measureFragment(selection.name.value);
      }
      sum.depth = Math.max(sum.depth, inner.depth);
      sum.fields += inner.fields;
      sum.aliases += inner.aliases;
      sum.top += inner.top;
    }
    return sum;
  };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, fields, aliases, top } = measureSelections(definition.selectionSet);
    if (depth > limits.depth) throw tooComplex('depth', limits.depth);
    if (fields > limits.fields) throw tooComplex('fields', limits.fields);
    if (aliases > limits.aliases) throw tooComplex('aliases', limits.aliases);
    if (top > limits.rootFields) throw tooComplex('rootFields', limits.rootFields);
  }
}

function tooComplex(what: keyof QueryLimits, limit: number): GraphQLError {
  return new GraphQLError(`The document exceeds the limit of ${limit} for ${what}.`, {
    extensions: { code: 'QUERY_TOO_COMPLEX', limit: what, http: { status: 400, headers: new Map<string, string>() } },
  });
}
