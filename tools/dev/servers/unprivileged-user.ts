import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type User = { name: string; uid: number; gid: number };

/** PostgreSQL refuses to run as root. Root starts it as `postgres`, else `nobody`; everybody else as themselves. */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const found = users.find(([name]) => name === wanted);
    if (found) return { name: wanted, uid: Number(found[2]), gid: Number(found[3]) };
  }
  return { name: 'nobody', uid: 65534, gid: 65534 };
}

/** Whether the user can reach a folder, or the nearest parent of it that exists. */
export function traversableBy(folder: string, { uid, gid }: Pick<User, 'uid' | 'gid'>): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid: owner, gid: group } = statSync(at);
      const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (dirname(at) === at) return true;
  }
}

export function giveTo(folder: string, user: User | undefined): void {
  if (user) chownSync(folder, user.uid, user.gid);
}
