type Node = { here: boolean; below: Map<string | number, Node> };

/** Places in a response that have an error, or became null; and quick answers about them. */
export class ErrorPaths {
  readonly #root: Node = { here: false, below: new Map() };

  add(path: readonly (string | number)[]): void {
    let node = this.#root;
    for (const step of path) {
      let next = node.below.get(step);
      if (!next) node.below.set(step, (next = { here: false, below: new Map() }));
      node = next;
    }
    node.here = true;
  }

  /** Whether there is one at the path or above it. */
  holds(path: readonly (string | number)[]): boolean {
    let node: Node | undefined = this.#root;
    for (const step of path) {
      if (node.here) return true;
      node = node.below.get(step);
      if (!node) return false;
    }
    return node.here;
  }

  /** Whether there is one at the path, above it or below it: then it says why nothing stands there. */
  explain(path: readonly (string | number)[]): boolean {
    let node = this.#root;
    for (const step of path) {
      if (node.here) return true;
      const next = node.below.get(step);
      if (!next) return false;
      node = next;
    }
    return node.here || node.below.size > 0;
  }
}
