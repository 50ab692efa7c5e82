import { ServiceError } from '@dra/service';

const pattern = /^seg_([0-9a-f-]{36}\.\d{1,6})$/;

export const encodeSegmentId = (id: string) => `seg_${id}`;

/** @throws ServiceError BAD_USER_INPUT */
export function decodeSegmentId(id: string): string {
  const found = pattern.exec(id)?.[1];
  if (!found) throw new ServiceError('BAD_USER_INPUT', 'An id that starts with seg_ is expected here.');
  return found;
}
