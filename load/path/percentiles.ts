/** The value below which the share `p` (0..1) of the figures lies. */
export function percentile(figures: readonly number[], p: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

export const median = (figures: readonly number[]): number => percentile(figures, 0.5);
