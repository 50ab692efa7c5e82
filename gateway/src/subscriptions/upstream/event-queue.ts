/** What was sent and not yet read, up to a limit: a reader that stands still must not cost memory without end. */
export type EventQueue<T> = AsyncIterable<T> & {
  push(value: T): void;
  /** Nothing more comes. What waits is still given; then `error`, where there is one. */
  end(error?: Error): void;
};

/** @param overflow makes the error with which the queue ends when more than `most` values wait */
export function createEventQueue<T>(most: number, overflow: () => Error, onOverflow: () => void): EventQueue<T> {
  const waiting: T[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake: (() => void) | null = null;
  const stir = () => {
    wake?.();
    wake = null;
  };
  return {
    push: (value) => {
      if (ended) return;
      if (waiting.length >= most) {
        ended = true;
        failure = overflow();
        onOverflow();
      } else waiting.push(value);
      stir();
    },
    end: (error) => {
      if (ended) return;
      ended = true;
      failure = error;
      stir();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (waiting.length > 0) yield waiting.shift() as T;
        if (failure) throw failure;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
