import type { BackingServer, ServerName } from './backing-server.ts';
import { mongo } from './mongo.ts';
import { nats } from './nats.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';
import { s3 } from './s3.ts';

export const allServers: Readonly<Record<ServerName, BackingServer>> = { postgres, mongo, redis, nats, s3 };
