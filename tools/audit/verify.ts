import { faultAt, walkChains } from '@dra/service';
import type { ChainFault, ChainHead, ChainStore, ChainsFound } from '@dra/service';

const atOnce = 1_000;

type Told = { fault(fault: ChainFault): void; head?(head: ChainHead): void | Promise<void> };

/**
 * Whether a store's chains hold in themselves, and still hold what stood at `heads`.
 * @returns what was looked at. @throws whatever the store or the heads throw: then nothing is known
 */
export async function verifyStore(chains: ChainStore, heads: AsyncIterable<ChainHead> | null, told: Told): Promise<ChainsFound & { heads: number }> {
  const found = await walkChains(chains.links(), told);
  let compared = 0;
  const compare = async (batch: readonly ChainHead[]) => {
    const hashes = await chains.hashesAt(batch);
    for (const [index, head] of batch.entries()) {
      const fault = faultAt(head, hashes[index] ?? null);
      if (fault) told.fault(fault);
    }
    compared += batch.length;
  };
  let batch: ChainHead[] = [];
  for await (const head of heads ?? []) {
    batch.push(head);
    if (batch.length === atOnce) {
      await compare(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await compare(batch);
  return { ...found, heads: compared };
}
