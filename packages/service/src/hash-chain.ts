/** One event of a hash chain, as its store holds it. */
export type ChainLink = {
  tenant: string;
  chain: string;
  /** From 1, without gaps. */
  seq: number;
  hash: string;
  /** The hash of the event before; null for the first. */
  prevHash: string | null;
  /** Whether `hash` is what the event's content gives. */
  intact: boolean;
};

/** Where a chain ended when somebody looked: kept elsewhere, it shows what is cut off or written anew afterwards. */
export type ChainHead = Pick<ChainLink, 'tenant' | 'chain' | 'seq' | 'hash'>;

export type ChainFault = Pick<ChainLink, 'tenant' | 'chain' | 'seq'> & {
  /**
   * CHANGED: the event is not the one that was hashed. MISSING: there is none before it. RELINKED: it follows another
   * than it was made after. CUT: it was there and is gone. REWRITTEN: another stands in its place.
   */
  fault: 'CHANGED' | 'MISSING' | 'RELINKED' | 'CUT' | 'REWRITTEN';
};

/** A store's chains, for those who verify them. */
export type ChainStore = {
  /** Every event of every chain, each chain's together and in order. */
  links(): AsyncIterable<ChainLink>;
  /** The hashes that stand where chains once ended, in the order of `heads`; null where nothing stands. */
  hashesAt(heads: readonly ChainHead[]): Promise<(string | null)[]>;
  close(): Promise<void>;
};

export type ChainsFound = { events: number; chains: number };

type Told = { fault(fault: ChainFault): void; head?(head: ChainHead): void | Promise<void> };

/**
 * Walks chains from their first event on. Holds one event at a time, however long they are.
 * @param links each chain's events together, by `seq`
 */
export async function walkChains(links: AsyncIterable<ChainLink> | Iterable<ChainLink>, told: Told): Promise<ChainsFound> {
  const found = { events: 0, chains: 0 };
  let before: ChainLink | undefined;
  for await (const link of links) {
    const same = before !== undefined && before.chain === link.chain && before.tenant === link.tenant;
    if (before && !same) await told.head?.(headOf(before));
    const fault = faultOf(link, same ? before : undefined);
    if (fault) told.fault({ tenant: link.tenant, chain: link.chain, seq: link.seq, fault });
    found.events += 1;
    if (!same) found.chains += 1;
    before = link;
  }
  if (before) await told.head?.(headOf(before));
  return found;
}

function faultOf(link: ChainLink, before: ChainLink | undefined): ChainFault['fault'] | null {
  if (link.seq !== (before?.seq ?? 0) + 1) return 'MISSING';
  if (!link.intact) return 'CHANGED';
  return link.prevHash === (before?.hash ?? null) ? null : 'RELINKED';
}

const headOf = ({ tenant, chain, seq, hash }: ChainLink): ChainHead => ({ tenant, chain, seq, hash });

/** What became of a chain's end that was noted earlier. @param now the hash at that place today; null where nothing stands */
export function faultAt(head: ChainHead, now: string | null): ChainFault | null {
  if (now === head.hash) return null;
  return { tenant: head.tenant, chain: head.chain, seq: head.seq, fault: now === null ? 'CUT' : 'REWRITTEN' };
}
