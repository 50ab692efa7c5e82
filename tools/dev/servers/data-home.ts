import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  removeAbandoned();
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  // Everybody may make folders there: one that somebody else made under our name is not used.
  if (!isMine(elsewhere)) throw new Failure(`${elsewhere} belongs to another user: remove it, or set DATA_DIR to a folder that ${user.name} can reach`);
  writeFileSync(join(elsewhere, ownerFile), dataDir);
  return join(elsewhere, name);
}

export function elsewhereFor(dataDir: string): string {
  return join(shelter, `${prefix}${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
}

const shelter = '/var/tmp';
const prefix = 'dr-assistant-';
/** Holds the path of the data folder that this one belongs to. */
const ownerFile = 'data-folder';

const isMine = (folder: string) => statSync(folder).uid === process.getuid?.();

/** Who removes a clone or a temporary data folder by hand does not know of its second half. */
function removeAbandoned(): void {
  for (const name of readdirSync(shelter)) {
    const folder = join(shelter, name);
    const owner = join(folder, ownerFile);
    if (!name.startsWith(prefix) || !isMine(folder) || !existsSync(owner)) continue;
    if (!existsSync(readFileSync(owner, 'utf8'))) rmSync(folder, { recursive: true, force: true });
  }
}
