import { seededRandom } from '@dra/service';

/** Numbers that look random and are the same on every machine: integers and sums only, no library's sine. */
export function createNumbers(seed: number): { uniform(): number; normal(): number } {
  const uniform = seededRandom(seed);
  const normal = () => {
    let sum = -6;
    for (let at = 0; at < 12; at += 1) sum += uniform();
    return sum;
  };
  return { uniform, normal };
}
