import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { InMemoryProvider, OpenFeature } from '@openfeature/server-sdk';
import type { Client } from '@openfeature/server-sdk';
import type { Logger } from '@dra/service';
import { asProviderConfiguration, readFlags } from './flag-file.ts';

/** Feature flags by OpenFeature's interface, from a file that is looked at again and again. */
export type FeatureFlags = { client: Client; close(): void };

/** @throws Error when the file cannot be read at the start; later a broken one is refused, and the flags stay as they were */
export async function createFlags({ file, everyMs, logger }: { file: string; everyMs: number; logger: Logger }): Promise<FeatureFlags> {
  let seen = '';
  const look = async () => {
    const { mtimeMs, size, ino } = await stat(file);
    const now = `${mtimeMs} ${size} ${ino}`;
    if (now === seen) return null;
    seen = now;
    return asProviderConfiguration(readFlags(await readFile(file, 'utf8')));
  };
  const provider = new InMemoryProvider((await look()) ?? {});
  // A name of its own: another gateway in this process has other flags.
  const domain = `dra-gateway-${randomUUID()}`;
  await OpenFeature.setProviderAndWait(domain, provider);
  let busy = false;
  let complained = '';
  const complain = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    // A file that is gone is so each time that it is looked at: said once.
    if (reason !== complained) logger.error({ reason }, 'the feature flags are refused, and stay as they were');
    complained = reason;
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look()
      .then((changed) => {
        if (!changed) return;
        complained = '';
        provider.putConfiguration(changed);
        logger.info({ flags: Object.keys(changed).length }, 'the feature flags changed');
      })
      .catch(complain)
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  timer.unref();
  return {
    client: OpenFeature.getClient(domain),
    close: () => clearInterval(timer),
  };
}
