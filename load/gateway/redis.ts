import { allServers } from '../../tools/dev/servers/all-servers.ts';
import { freePort } from '../../tools/dev/servers/free-ports.ts';
import { obtainServer } from '../../tools/dev/servers/obtain-server.ts';
import { newServerSecrets } from '../../tools/dev/servers/secrets.ts';
import { startServer } from '../../tools/dev/servers/start-server.ts';
import type { RunningServer } from '../../tools/dev/servers/start-server.ts';

/** A Redis for the run, or null with a word about it where none can be had: limits are then counted in the gateway alone. */
export async function startRedis(dataDir: string, say: (line: string) => void): Promise<RunningServer | null> {
  try {
    const program = await obtainServer(allServers.redis, say);
    return await startServer(allServers.redis, program, { dataDir, port: await freePort(), secrets: newServerSecrets(), throwaway: true }, `${dataDir}.log`);
  } catch (error) {
    say(`no Redis: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
