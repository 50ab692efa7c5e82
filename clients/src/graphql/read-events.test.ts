import { readEvents } from './read-events.ts';

async function eventsIn(...parts: (string | Uint8Array)[]) {
  async function* body() {
    for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
  }
  const events = [];
  for await (const event of readEvents(body())) events.push(event);
  return events;
}

describe('readEvents', () => {
  it('reads events, drops heartbeats and hints', async () => {
    expect(await eventsIn(':\n\nevent: next\ndata: {"a":1}\n\n:\n\nretry: 1000\nevent: complete\ndata:\n\n')).toEqual([
      { event: 'next', data: '{"a":1}' },
      { event: 'complete', data: '' },
    ]);
  });

  it('does not mind where the network cuts, not even within a character', async () => {
    const bytes = Buffer.from('event: next\r\ndata: {"name":"Żółć"}\r\n\r\nevent: next\ndata: 2\ndata: 3\n\n');
    const single = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(await eventsIn(...single)).toEqual([
      { event: 'next', data: '{"name":"Żółć"}' },
      { event: 'next', data: '2\n3' },
    ]);
  });
});
