import { join } from 'node:path';
import { BrokenRelease, readRrf } from './read-rrf.ts';

/** RxNorm term types that are read (RxNorm Technical Documentation, Appendix 5). */
export type TermType = 'IN' | 'PIN' | 'MIN' | 'BN' | 'SCD' | 'SBD' | 'GPCK' | 'BPCK';

export type Concept = { rxcui: string; type: TermType; name: string };

export type RxNormRelease = {
  /** SHA-256 of RXNCONSO.RRF. */
  sha256: string;
  concepts: Concept[];
  /** RxCUIs of the ingredients (IN) of a concept; empty where the release does not say. */
  ingredientsOf(rxcui: string): string[];
};

const termTypes = new Set<string>(['IN', 'PIN', 'MIN', 'BN', 'SCD', 'SBD', 'GPCK', 'BPCK'] satisfies TermType[]);

/** How a concept leads to what it is made of. RXNREL reads from its second concept to its first: `RXCUI2 RELA RXCUI1`. */
const towardsIngredients = new Set(['has_ingredient', 'has_ingredients', 'has_part', 'consists_of', 'form_of', 'tradename_of', 'contains', 'has_precise_ingredient']);

/**
 * Reads RXNCONSO.RRF and RXNREL.RRF of a full RxNorm release (its folder `rrf`): what RxNorm itself says and has not
 * suppressed. Names of other vocabularies in the files, whose licences differ, are not read.
 * @throws BrokenRelease
 */
export async function readRelease(folder: string): Promise<RxNormRelease> {
  const concepts: Concept[] = [];
  const known = new Map<string, TermType>();
  const sha256 = await readRrf(join(folder, 'RXNCONSO.RRF'), 18, (line) => line.includes('|RXNORM|'), (fields) => {
    const [rxcui = '', , , , , , , , , , , vocabulary, type = '', , name = '', , suppressed] = fields;
    if (vocabulary !== 'RXNORM' || suppressed !== 'N' || !termTypes.has(type)) return;
    if (!/^[1-9]\d{0,7}$/.test(rxcui) || name === '') throw new BrokenRelease('RXNCONSO.RRF has a concept without a code or a name.');
    if (known.has(rxcui)) return;
    known.set(rxcui, type as TermType);
    concepts.push({ rxcui, type: type as TermType, name });
  });
  if (!concepts.some(({ type }) => type === 'IN')) throw new BrokenRelease('RXNCONSO.RRF holds no ingredient of RxNorm.');

  const parts = new Map<string, string[]>();
  await readRrf(join(folder, 'RXNREL.RRF'), 16, (line) => line.includes('|RXNORM|'), (fields) => {
    const [to = '', , , , from = '', , , relation = '', , , vocabulary, , , , suppressed] = fields;
    if (vocabulary !== 'RXNORM' || suppressed === 'Y' || suppressed === 'O' || !towardsIngredients.has(relation) || to === '' || from === '') return;
    const list = parts.get(from);
    if (list) list.push(to);
    else parts.set(from, [to]);
  });

  return {
    sha256,
    concepts,
    ingredientsOf: (rxcui) => {
      const found = new Set<string>();
      const seen = new Set<string>([rxcui]);
      for (const queue = [rxcui]; queue.length > 0; ) {
        const at = queue.pop() as string;
        if (known.get(at) === 'IN') {
          found.add(at);
          continue;
        }
        // A brand name is where a product of another strength would be reached from; only its own question goes through it.
        if (at !== rxcui && known.get(at) === 'BN') continue;
        for (const next of parts.get(at) ?? []) {
          if (seen.has(next)) continue;
          seen.add(next);
          queue.push(next);
        }
      }
      return [...found].sort();
    },
  };
}
