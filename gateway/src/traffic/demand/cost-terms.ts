/** A cost, or a size, that is known beforehand, or only with the variables. */
export type Term = number | ((variables: Variables) => number);
export type Variables = Readonly<Record<string, unknown>>;

export const valueOf = (term: Term, variables: Variables): number => (typeof term === 'number' ? term : term(variables));

/** What is known beforehand is added up beforehand. */
export function sum(terms: readonly Term[]): Term {
  let known = 0;
  const open: ((variables: Variables) => number)[] = [];
  for (const term of terms) {
    if (typeof term === 'number') known += term;
    else open.push(term);
  }
  if (open.length === 0) return known;
  return (variables) => {
    let total = known;
    for (const term of open) total += term(variables);
    return total;
  };
}

export function product(a: Term, b: Term): Term {
  if (a === 0 || b === 0) return 0;
  if (a === 1) return b;
  if (b === 1) return a;
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  return (variables) => valueOf(a, variables) * valueOf(b, variables);
}

export function onlyIf(condition: ((variables: Variables) => boolean) | boolean, term: Term): Term {
  if (condition === true || term === 0) return term;
  if (condition === false) return 0;
  return (variables) => (condition(variables) ? valueOf(term, variables) : 0);
}
