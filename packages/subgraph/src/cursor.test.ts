import { makeCursor, readCursor } from './cursor.ts';
import { decodeId, encodeId } from './global-id.ts';

const scope = { tenant: 'demo', field: 'patients', filter: { name: 'os' } };

test('a cursor comes back as it went', () => {
  expect(readCursor(makeCursor(scope, ['osei', 3, null]), scope, 3)).toEqual(['osei', 3, null]);
  expect(readCursor(null, scope, 3)).toBeNull();
});

test.each([
  ['another tenant', { ...scope, tenant: 'demo-b' }],
  ['another field', { ...scope, field: 'encounters' }],
  ['another filter', { ...scope, filter: { name: 'li' } }],
])('a cursor of %s is refused', (_, other) => {
  expect(() => readCursor(makeCursor(scope, ['osei']), other, 1)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
});

test.each(['', 'x', 'bnVsbA', Buffer.from('[1]').toString('base64url'), Buffer.from('{}').toString('base64url')])('the cursor %j is refused', (cursor) => {
  expect(() => readCursor(cursor, scope, 1)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
});

test('a cursor with another number of parts, or with objects in it, is refused', () => {
  expect(() => readCursor(makeCursor(scope, ['a', 'b']), scope, 1)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
  expect(() => readCursor(makeCursor(scope, [{ a: 1 } as never]), scope, 1)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
});

test('an id of another type is not an id', () => {
  const uuid = '01932c07-1f6d-7a2e-9a55-0f6a3a0c2b11';
  expect(decodeId('pat', encodeId('pat', uuid))).toBe(uuid);
  for (const bad of ['', 'pat_', uuid, encodeId('not', uuid), `pat_${uuid}x`, "pat_' OR 1=1"]) {
    expect(() => decodeId('pat', bad)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  }
});
