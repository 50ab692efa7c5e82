import type { SigPiece } from './grammar/piece.ts';
import type { Phrase } from './text/phrase.ts';

/** Words that carry nothing by themselves: verbs of taking, articles, marks. */
const fillers = new Set(
  `inst leave leaving equal equals totaling totalling outer upper extra additional another app locally review course short long term date end additional discard new er xr sr dr ec ir mr cr la xl odt hc cream creams ointment gel lotion solution suspension susp soln liquid syrup elixir powder inhaler neb nebs foam shampoo granules gum drops dosepak pack oral inh contin scheduled continuous continuously chewed respimat hfa diskus flexpen kwikpen solostar pen ear nasal spray gastro resistant modified release dispersible effervescent take takes taking taken give given gives use uses used using apply applied place put instill insert instil inject inhale administer have chew dissolve swallow drink spray wear by the a an of to at in into on onto and or your his her
  their patient pt please each per total sig then only about approximately approx with for from as is it this that these them be will applications should must may can needs do so dose dosage doses medication medicine med meds rx tablet tablets
  tab capsule route every one time times x unwrap start begin continue continued mouth also plus same up who while during daily via you my oral through orally or self both side affected let dispense disp directions instructions s suck sniff sprinkle mix
  infuse shoulder thigh thighs buttock buttocks abdomen deltoid wash area clean rub massage work gently well t contents content ribbon shampoo puff spray drop injection t contents content ribbon shampoo puff spray drop injection patch change replace pen implant application applications hang run place remain until after before above below when nurse staff caregiver parent mother child self-administer inj tk int pls po . , ; : ( ) [ ] - / * + = & ' " > < ! ? number # _ | ~ @ \\ { }`
    .split(/\s+/),
);

export type LeftOver = { unparsed: string | null; words: number; share: number };

/** What no piece holds, in the words of the text; a medicine's name is no part of directions. */
export const leftOver = (phrase: Phrase, pieces: readonly SigPiece[], lost: readonly SigPiece[], text: string, isMedicine: (word: string) => boolean): LeftOver => {
  const runs: string[] = [];
  let words = 0;
  let all = 0;
  let run: { from: number; to: number } | null = null;
  const flush = (): void => {
    if (!run) return;
    const { start, end } = phrase.source(run.from, run.to);
    runs.push(text.slice(start, end).replace(/\s+/g, ' ').trim());
    run = null;
  };
  let at = 0;
  // A reason may stand apart from its "as needed".
  const held = pieces
    .filter((piece) => !lost.includes(piece))
    .flatMap((piece) => ((piece.field === 'prn' || piece.field === 'indication') && piece.reason ? [piece, { ...piece, ...piece.reason }] : [piece]))
    .sort((a, b) => a.from - b.from);
  for (const [index, token] of phrase.tokens.entries()) {
    const from = phrase.starts[index] ?? 0;
    const to = from + token.text.length + (token.kind === 'number' ? 1 : 0);
    if (token.kind !== 'mark') all += 1;
    while (at < held.length && (held[at]?.to ?? 0) <= from) at += 1;
    const covered = held.slice(at, at + 6).some((piece) => piece.from <= from && from < piece.to) || held.slice(0, at).some((piece) => piece.from <= from && from < piece.to);
    const isLost = !covered && lost.some((piece) => piece.from <= from && from < piece.to);
    if (covered || (!isLost && token.kind !== 'number' && (fillers.has(token.text) || isMedicine(token.text))) || token.kind === 'mark') {
      if (token.kind === 'mark' && run) continue;
      flush();
      continue;
    }
    words += 1;
    run = run ? { from: run.from, to } : { from, to };
  }
  flush();
  return { unparsed: runs.length === 0 ? null : runs.join(' … '), words, share: all === 0 ? 0 : words / all };
};
