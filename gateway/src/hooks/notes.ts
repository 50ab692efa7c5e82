/** What hooks remember of something, each by a symbol that only it has. A Map is one. */
export type Notes = {
  get(key: symbol): unknown;
  set(key: symbol, value: unknown): unknown;
  has(key: symbol): boolean;
  delete(key: symbol): boolean;
};

/**
 * For few notes, of which there are many: one of each request, one of each caller. A Map of two entries takes a quarter of a
 * kilobyte and hashes its keys.
 */
export class FewNotes implements Notes {
  private key0: symbol | null = null;
  private value0: unknown = undefined;
  private key1: symbol | null = null;
  private value1: unknown = undefined;
  private key2: symbol | null = null;
  private value2: unknown = undefined;
  private more: Map<symbol, unknown> | null = null;

  get(key: symbol): unknown {
    if (this.key0 === key) return this.value0;
    if (this.key1 === key) return this.value1;
    if (this.key2 === key) return this.value2;
    return this.more === null ? undefined : this.more.get(key);
  }

  set(key: symbol, value: unknown): void {
    if (this.key0 === key) this.value0 = value;
    else if (this.key1 === key) this.value1 = value;
    else if (this.key2 === key) this.value2 = value;
    else if (this.more?.has(key)) this.more.set(key, value);
    else this.add(key, value);
  }

  has(key: symbol): boolean {
    return this.key0 === key || this.key1 === key || this.key2 === key || (this.more?.has(key) ?? false);
  }

  delete(key: symbol): boolean {
    if (this.key0 === key) {
      this.key0 = null;
      this.value0 = undefined;
    } else if (this.key1 === key) {
      this.key1 = null;
      this.value1 = undefined;
    } else if (this.key2 === key) {
      this.key2 = null;
      this.value2 = undefined;
    } else return this.more?.delete(key) ?? false;
    return true;
  }

  copy(): FewNotes {
    const copy = new FewNotes();
    copy.key0 = this.key0;
    copy.value0 = this.value0;
    copy.key1 = this.key1;
    copy.value1 = this.value1;
    copy.key2 = this.key2;
    copy.value2 = this.value2;
    copy.more = this.more && new Map(this.more);
    return copy;
  }

  private add(key: symbol, value: unknown): void {
    if (this.key0 === null) {
      this.key0 = key;
      this.value0 = value;
    } else if (this.key1 === null) {
      this.key1 = key;
      this.value1 = value;
    } else if (this.key2 === null) {
      this.key2 = key;
      this.value2 = value;
    } else (this.more ??= new Map()).set(key, value);
  }
}
