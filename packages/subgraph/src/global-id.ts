import { ServiceError } from '@dra/service';

const uuidPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const idPattern = new RegExp(`^([a-z]{2,4})_(${uuidPattern})$`);

/** A client's opaque id of a stored uuid: `encodeId('pat', uuid)` is `pat_<uuid>`. */
export function encodeId(prefix: string, uuid: string): string {
  return `${prefix}_${uuid}`;
}

/**
 * The stored uuid behind a client's id.
 * @throws ServiceError BAD_USER_INPUT when it is not an id of this type. Whether such a thing exists is another question.
 */
export function decodeId(prefix: string, id: string): string {
  const uuid = tryDecodeId(prefix, id);
  if (!uuid) throw new ServiceError('BAD_USER_INPUT', `An id that starts with ${prefix}_ is expected here.`);
  return uuid;
}

export function tryDecodeId(prefix: string, id: string): string | null {
  const match = idPattern.exec(id);
  return match && match[1] === prefix ? (match[2] as string) : null;
}
