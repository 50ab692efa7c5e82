import { requestIdFrom } from './request-id.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('requestIdFrom', () => {
  it.each(['0190f0a1-aaaa-7bbb-8ccc-1234567890ab', 'mobile_42-visit', 'abcdefgh'])('takes %s', (id) => {
    expect(requestIdFrom(id)).toBe(id);
  });

  it.each([undefined, '', 'short', 'a'.repeat(65), 'John Doe 1960-01-01', 'id\nlevel=fatal', '-leading-dash', 'mrn.0001.0002', ['abcdefgh', 'ijklmnop']])(
    'replaces %j by one of its own',
    (id) => {
      expect(requestIdFrom(id)).toMatch(uuid);
    },
  );
});
