/** Fields of an operation by their key in the answer, fragments merged. */
export type CostedFields = Map<string, { weight: number; inner: CostedFields }>;

/** What an answer holds, at the weights of its fields: each object that is there, null nothing. */
export function createActualCost(fields: CostedFields, fixed: number): (data: unknown) => number {
  const ofObject = (value: Record<string, unknown>, known: CostedFields): number => {
    let total = 0;
    for (const [key, { weight, inner }] of known) {
      if (Object.hasOwn(value, key)) total += ofValue(value[key], weight, inner);
    }
    return total;
  };
  const ofValue = (value: unknown, weight: number, inner: CostedFields): number => {
    if (value === null || value === undefined) return 0;
    if (Array.isArray(value)) return value.reduce((total: number, one) => total + ofValue(one, weight, inner), 0);
    return weight + (typeof value === 'object' && inner.size > 0 ? ofObject(value as Record<string, unknown>, inner) : 0);
  };
  return (data) => fixed + (typeof data === 'object' && data !== null ? ofObject(data as Record<string, unknown>, fields) : 0);
}
