import type { HighPriorityList, HighPriorityPair, PairSide } from '../src/types.ts';

type RawMember = { name: string; listed: string; rxcui: string | null };
type RawPair = { n: number; objectClass: string; object: RawMember[]; precipitantClass: string; precipitant: RawMember[] };
export type RawHighPriorityList = { source: string; pairs: RawPair[] };

const citation = 'Phansalkar S et al. High-priority drug-drug interactions for use in electronic health records. JAMIA 2012;19:735-743 (PMC3422823), Table 2';

/**
 * The list with what its transcription got wrong mended, each mend explained:
 * - n = 23 (protease inhibitors x strong CYP3A4 inducers) prints "NSAID" where every other protease-inhibitor row of the same
 *   table has atazanavir; the code was null. Atazanavir's code is the one the same file gives it in n = 4.
 * - n = 21 (QT x QT) names no members. Taking them from labels needs a citation for each, so it is not executed; the check
 *   lists it as not done.
 * - Spellings of the printed table are already the generic names in the file.
 */
export const mendHighPriorityList = (raw: RawHighPriorityList, sha256: string): HighPriorityList => {
  const codes = new Map(raw.pairs.flatMap((pair) => [...pair.object, ...pair.precipitant]).map((member) => [member.name, member.rxcui]));
  const memberOf = (member: RawMember, n: number) => {
    const mended = n === 23 && member.name === 'nsaid' && member.rxcui === null ? { name: 'atazanavir', rxcui: codes.get('atazanavir') ?? null } : member;
    if (mended.rxcui === null) throw new Error(`pair ${n} of the list has no code for ${mended.name}, and no mend is known`);
    return { name: mended.name, rxcui: mended.rxcui };
  };
  const sideOf = (name: string, members: RawMember[], n: number): PairSide => ({ class: name === '' ? null : name, members: members.map((member) => memberOf(member, n)) });
  const pairs: HighPriorityPair[] = raw.pairs
    .filter((pair) => pair.object.length > 0 && pair.precipitant.length > 0)
    .map((pair) => ({
      id: `onc-${pair.n}`,
      object: sideOf(pair.objectClass, pair.object, pair.n),
      precipitant: sideOf(pair.precipitantClass, pair.precipitant, pair.n),
    }));
  return {
    citation,
    transcription: raw.source,
    sha256,
    pairs,
    notExecutable: raw.pairs
      .filter((pair) => pair.object.length === 0 || pair.precipitant.length === 0)
      .map((pair) => ({
        id: `onc-${pair.n}`,
        title: `${pair.objectClass} x ${pair.precipitantClass}`,
        reason: 'The printed list names no members; they have to come from FDA labels, each cited, and do not yet.',
      })),
  };
};
