import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerName } from './backing-server.ts';
import { Failure } from './failure.ts';
import { traversableBy, unprivilegedUser } from './unprivileged-user.ts';

/**
 * Where a server keeps its data: inside the run's data folder, but for PostgreSQL of root in a folder that PostgreSQL's
 * user cannot reach (a clone under /root): then in a folder of the same fate under /var/tmp, named after the first.
 */
export function dataHome(dataDir: string, name: ServerName): string {
  const user = name === 'postgres' ? unprivilegedUser() : undefined;
  if (!user || traversableBy(dataDir, user)) return join(dataDir, name);
  const elsewhere = elsewhereFor(dataDir);
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  // Everybody may make folders there: one that somebody else made under our name is not used.
  if (statSync(elsewhere).uid !== process.getuid?.()) throw new Failure(`${elsewhere} belongs to another user: remove it, or set DATA_DIR to a folder that ${user.name} can reach`);
  return join(elsewhere, name);
}

export function elsewhereFor(dataDir: string): string {
  return join('/var/tmp', `dr-assistant-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
}
