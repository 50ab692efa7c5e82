/** Numbers that look random and are the same on every machine: integers and sums only, no library's sine. */
export function createNumbers(seed: number): { uniform(): number; normal(): number } {
  let state = seed >>> 0;
  const uniform = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => {
    let sum = -6;
    for (let at = 0; at < 12; at += 1) sum += uniform();
    return sum;
  };
  return { uniform, normal };
}
