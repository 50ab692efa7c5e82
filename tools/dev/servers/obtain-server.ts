import type { BackingServer, Program } from './backing-server.ts';
import { Failure, sentenceOf } from './failure.ts';
import { during } from './progress.ts';
import type { Say } from './progress.ts';

/**
 * Finds or makes a server's program: the ways of the server are tried in order, and the first that works is taken.
 * Needs nothing of the clone's packages: a first start calls this while they are still being installed.
 * @throws Failure that names every way that was tried, and the shortest remedy
 */
export async function obtainServer(server: BackingServer, say: Say): Promise<Program> {
  const refusals: string[] = [];
  for (const { way, find } of server.ways) {
    try {
      return await during(say, `${server.title}: ${doing[way]}`, () => find(say));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refusals.push(sentenceOf(error));
    }
  }
  throw new Failure(`${server.title} could not be had (${refusals.join('; ')}): ${server.remedy}`);
}

const doing = {
  path: 'looking for an installed one',
  docker: 'asking Docker',
  package: 'installing its package into the user\'s cache',
  download: 'asking the vendor\'s download',
  build: 'building it once from source, into the user\'s cache',
} as const;
