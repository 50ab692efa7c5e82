/** log(sum(exp(scores))), to 1e-4: what lies 20 below the top is left out, since exponentials are most of the work. */
export function logSumExp(scores: Float32Array): number {
  let top = -Infinity;
  for (let at = 0; at < scores.length; at += 1) if (scores[at]! > top) top = scores[at]!;
  if (top === -Infinity) return -Infinity;
  const floor = top - 20;
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) if (scores[at]! > floor) sum += Math.exp(scores[at]! - top);
  return top + Math.log(sum);
}

export function largest(scores: Float32Array): number {
  let best = 0;
  for (let at = 1; at < scores.length; at += 1) if (scores[at]! > scores[best]!) best = at;
  return best;
}

/** The `count` likeliest, best first. */
export function likeliest(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let at = 0; at < scores.length; at += 1) {
    const score = scores[at]!;
    if (score === -Infinity || (best.length === count && score <= scores[best[count - 1]!]!)) continue;
    let place = best.length;
    while (place > 0 && scores[best[place - 1]!]! < score) place -= 1;
    best.splice(place, 0, at);
    if (best.length > count) best.pop();
  }
  return best;
}

/** One drawn at this temperature. @param uniform in 0..1 */
export function drawn(scores: Float32Array, temperature: number, uniform: number): number {
  const scaled = scores.map((score) => score / temperature);
  const total = logSumExp(scaled);
  let left = uniform;
  for (let at = 0; at < scaled.length; at += 1) {
    const probability = Math.exp(scaled[at]! - total);
    left -= probability;
    if (left <= 0 && probability > 0) return at;
  }
  return largest(scaled);
}
