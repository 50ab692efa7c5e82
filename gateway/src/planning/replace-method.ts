/** @returns puts the method back */
export function replaceMethod<T extends object, K extends keyof T>(prototype: T, name: K, make: (own: T[K]) => T[K]): () => void {
  const own = prototype[name];
  prototype[name] = make(own);
  return () => {
    prototype[name] = own;
  };
}
