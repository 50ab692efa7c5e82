import DataLoader from 'dataloader';

/**
 * A loader for one request: the ids asked for in one turn become one read.
 * @param load everything that could be found, by id; what is absent becomes null (a failure must reject: an empty answer
 * that is really a failure can kill)
 */
export function createLoader<V>(load: (ids: readonly string[]) => Promise<ReadonlyMap<string, V>>, options: { maxBatchSize?: number } = {}): DataLoader<string, V | null> {
  return new DataLoader<string, V | null>(
    async (ids) => {
      const found = await load(ids);
      return ids.map((id) => found.get(id) ?? null);
    },
    { maxBatchSize: options.maxBatchSize ?? 500 },
  );
}

/** Like createLoader, for lists: an id with nothing gets an empty list. */
export function createListLoader<V>(load: (ids: readonly string[]) => Promise<ReadonlyMap<string, V[]>>, options: { maxBatchSize?: number } = {}): DataLoader<string, V[]> {
  return new DataLoader<string, V[]>(
    async (ids) => {
      const found = await load(ids);
      return ids.map((id) => found.get(id) ?? []);
    },
    { maxBatchSize: options.maxBatchSize ?? 500 },
  );
}
