/** Where lines for a person go. Standard output belongs to what a command answers, so this is often standard error. */
export type Say = (line: string) => void;

/**
 * Runs `work`; says what is going on only when it takes longer than two seconds, then every fifteen, and how long it
 * took at the end. Short work stays silent.
 */
export async function during<T>(say: Say, what: string, work: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  let spoke = false;
  const timer = setTimeout(() => {
    spoke = true;
    say(`${what} ...`);
    timer2 = setInterval(() => say(`${what} ... ${seconds()}`), 15_000);
  }, 2_000);
  let timer2: NodeJS.Timeout | undefined;
  try {
    const result = await work();
    if (spoke) say(`${what}: done in ${seconds()}`);
    return result;
  } finally {
    clearTimeout(timer);
    clearInterval(timer2);
  }
}
