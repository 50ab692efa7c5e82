/**
 * Dialogues read by hand. A line with `==` begins one and names it; `-> ` lines are its orders as `told` writes them, in any
 * order. `~> drug` is one that may only be thought about: left out or HYPOTHETICAL, never drafted.
 */
export type DialogueCase = { name: string; lines: string[]; orders: string[]; thoughts: string[] };

export const readCases = (text: string): DialogueCase[] =>
  text
    .split(/^==/m)
    .slice(1)
    .map((block) => {
      const [name, ...rest] = block.split('\n').map((line) => line.trim());
      const lines = rest.filter((line) => line !== '');
      const marked = (mark: string): string[] => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length).trim());
      return { name: (name ?? '').trim(), lines: lines.filter((line) => !/^[-~]> /.test(line)), orders: marked('-> '), thoughts: marked('~> ') };
    });
