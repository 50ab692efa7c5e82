/** What was sent and not yet read, up to a limit: a reader that stands still must not cost memory without end. */
export type EventQueue<T> = AsyncIterable<T> & {
  push(value: T): void;
  /** Null where there is room. Else whoever sends waits for it: half of what waits was read then, or nothing is wanted any more. */
  room(): Promise<void> | null;
  /** Nothing more comes. What waits is still given; then `error`, where there is one. */
  end(error?: Error): void;
};

/**
 * @param full so many values: then there is no room, though what is on its way already is still taken
 * @param overflow makes the error with which the queue ends when more than `most` values wait
 */
export function createEventQueue<T>(full: number, most: number, overflow: () => Error, onOverflow: () => void): EventQueue<T> {
  const waiting: T[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake: (() => void) | null = null;
  let makeRoom: (() => void) | null = null;
  let waitingForRoom: Promise<void> | null = null;
  const giveRoom = () => {
    makeRoom?.();
    makeRoom = waitingForRoom = null;
  };
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
        giveRoom();
        onOverflow();
      } else waiting.push(value);
      stir();
    },
    end: (error) => {
      if (ended) return;
      ended = true;
      failure = error;
      giveRoom();
      stir();
    },
    room: () => {
      if (ended || waiting.length < full) return null;
      return (waitingForRoom ??= new Promise((resolve) => {
        makeRoom = resolve;
      }));
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (waiting.length > 0) {
          const value = waiting.shift() as T;
          if (waiting.length <= full / 2) giveRoom();
          yield value;
        }
        if (failure) throw failure;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
