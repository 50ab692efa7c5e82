import { serverAddresses } from './server-addresses.ts';

describe('serverAddresses', () => {
  it('leaves a plain address as it is', () => {
    expect(serverAddresses('nats://127.0.0.1:4222')).toEqual({ servers: ['nats://127.0.0.1:4222'] });
    expect(serverAddresses('localhost:4222')).toEqual({ servers: ['nats://localhost:4222'] });
  });

  it('takes the account out of the addresses, decoded', () => {
    expect(serverAddresses('nats://workers:p%40ss@one:4222, nats://workers:p%40ss@two:4223')).toEqual({
      servers: ['nats://one:4222', 'nats://two:4223'],
      user: 'workers',
      pass: 'p@ss',
    });
  });

  it('reads a name without a password as a token', () => {
    expect(serverAddresses('tls://secret@one:4222')).toEqual({ servers: ['tls://one:4222'], token: 'secret' });
  });

  it('refuses two accounts, no address and nonsense, without repeating it', () => {
    expect(() => serverAddresses('nats://a:b@one:4222,nats://c:d@one:4222')).toThrow('more than one account');
    expect(() => serverAddresses(' , ')).toThrow('names no server');
    expect(() => serverAddresses('nats://user:hunter2@host:port')).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') }));
  });
});
