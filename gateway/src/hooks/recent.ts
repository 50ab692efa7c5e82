/**
 * What was used last, by key: at the least `most / 2` of them, at the most `most`. Two generations: what is used moves to the
 * young one, and when that is full the old one goes and it becomes the old one. A least-recently-used list that is exact
 * writes to four places in memory at each look, and holds room for all that may ever come.
 */
export class Recent<V> {
  private readonly half: number;
  private young = new Map<string, V>();
  private old = new Map<string, V>();
  /** Counts up when the old ones go: what was looked up in this one is still there in the next. */
  generation = 0;

  constructor(most: number) {
    this.half = Math.max(1, most >> 1);
  }

  get(key: string): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const former = this.old.get(key);
    if (former !== undefined) this.set(key, former);
    return former;
  }

  set(key: string, value: V): void {
    this.young.set(key, value);
    if (this.young.size <= this.half) return;
    this.young.delete(key);
    this.old = this.young;
    this.young = new Map([[key, value]]);
    this.generation += 1;
  }

  delete(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }
}
