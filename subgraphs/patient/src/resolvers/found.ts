import { ServiceError } from '@dra/service';

/** The thing, or NOT_FOUND: the answer to an id of another tenant is the answer to one that never was. */
export async function found<T>(thing: Promise<T | null>): Promise<T> {
  const value = await thing;
  if (value === null) throw new ServiceError('NOT_FOUND', 'There is no such thing here.');
  return value;
}
