import { isDeepStrictEqual } from 'node:util';
import { DiscardPolicy, JetStreamApiError, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { streams } from '@dra/events';
import type { StreamDefinition } from '@dra/events';
import { ServiceError, retry } from '@dra/service';
import type { Nats } from './connect.ts';

const requiredVersion = [2, 12] as const;

/**
 * Creates the streams or brings them to their definition; every process calls it at its start, in any order, at once.
 * A stream that is there keeps the number of its replicas unless one is asked for: an operator raises it once, on a
 * cluster, and no restart takes it back. A new one has one.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE when the server is older than 2.12 or has no JetStream
 */
export async function ensureStreams(nats: Nats, options: { replicas?: number } = {}): Promise<void> {
  requireVersion(nats.nc.info?.version ?? '0');
  for (const definition of streams) {
    // Two processes that both find nothing both add: the later one is refused and finds it at its next attempt.
    await retry(() => ensureStream(nats, definition, options.replicas), { baseMs: 200, maxMs: 2_000, attempts: 8 }).catch(
      (error: unknown) => {
        throw new ServiceError('DEPENDENCY_UNAVAILABLE', `The stream ${definition.name} could not be made: does the NATS server run with JetStream?`, { cause: error });
      },
    );
  }
}

async function ensureStream({ jsm }: Nats, definition: StreamDefinition, replicas: number | undefined): Promise<void> {
  const changeable = {
    subjects: definition.subjects,
    max_age: nanos(definition.maxAgeMs),
    max_bytes: definition.maxBytes,
    max_msg_size: definition.maxMessageBytes,
    duplicate_window: nanos(definition.duplicateWindowMs),
    // A full work queue refuses new work, and the outbox keeps it; a full log forgets its oldest.
    discard: definition.retention === 'workqueue' ? DiscardPolicy.New : DiscardPolicy.Old,
    ...(replicas === undefined ? {} : { num_replicas: replicas }),
  };
  const present = await jsm.streams.info(definition.name).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (!present) {
    await jsm.streams.add({
      num_replicas: 1,
      ...changeable,
      name: definition.name,
      storage: StorageType.File,
      retention: definition.retention === 'workqueue' ? RetentionPolicy.Workqueue : RetentionPolicy.Limits,
    });
  } else if (Object.entries(changeable).some(([key, value]) => !isDeepStrictEqual(present.config[key as keyof typeof present.config], value))) {
    await jsm.streams.update(definition.name, changeable);
  }
}

const isNotFound = (error: unknown) => error instanceof JetStreamApiError && error.code === 10059;

function requireVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const enough = major > requiredVersion[0] || (major === requiredVersion[0] && minor >= requiredVersion[1]);
  if (!enough) {
    throw new ServiceError('DEPENDENCY_UNAVAILABLE', `NATS ${version} is too old: 2.12 or newer is needed.`);
  }
}
