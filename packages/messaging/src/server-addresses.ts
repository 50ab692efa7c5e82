export type ServerAddresses = { servers: string[]; user?: string; pass?: string; token?: string };

/**
 * Reads NATS_URL: `nats://user:password@one:4222,nats://user:password@two:4222` (one account for all of them), or
 * `nats://token@one:4222`, or no account at all. The client library takes credentials apart from the addresses only.
 * @throws Error that names the fault and never the value, which may hold a password
 */
export function serverAddresses(url: string): ServerAddresses {
  const servers: string[] = [];
  const accounts = new Map<string, { user: string; pass: string }>();
  for (const part of url.split(',').map((one) => one.trim()).filter((one) => one !== '')) {
    const address = parse(part.includes('://') ? part : `nats://${part}`);
    if (address.username) accounts.set(`${address.username}:${address.password}`, { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) });
    servers.push(`${address.protocol}//${address.host}`);
  }
  if (servers.length === 0) throw new Error('NATS_URL names no server.');
  if (accounts.size > 1) throw new Error('NATS_URL names more than one account.');
  const [account] = accounts.values();
  if (!account) return { servers };
  return account.pass ? { servers, user: account.user, pass: account.pass } : { servers, token: account.user };
}

function parse(address: string): URL {
  if (!URL.canParse(address)) throw new Error('NATS_URL is not an address: nats://user:password@host:4222.');
  return new URL(address);
}
