import type { Say } from './progress.ts';

export const serverNames = ['postgres', 'mongo', 'redis', 'nats', 's3'] as const;
export type ServerName = (typeof serverNames)[number];

/** How a server's program was had. The order of looking is the same for all; see `obtain-server.ts`. */
export type Way = 'path' | 'docker' | 'package' | 'build' | 'download';

/** A program that can be started on this machine. `flavour` tells whose data format it writes. */
export type Program = { way: Way; flavour: string; version: string; program: string; description: string };

/** Where and how one server runs. */
export type Place = {
  dataDir: string;
  port: number;
  /** Of the data folder: whoever has them may do everything in this server. */
  secrets: ServerSecrets;
  /** Tests may lose their data at a power cut and are twice as fast for it. */
  throwaway: boolean;
};

export type ServerSecrets = { postgresPassword: string; s3AccessKeyId: string; s3SecretAccessKey: string };

export type Launch = {
  command: string;
  args: string[];
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
  stopSignal: NodeJS.Signals;
};

export type BackingServer = {
  name: ServerName;
  title: string;
  /** A URL here replaces the server. */
  variable: string;
  /** Tried in this order; each throws a Failure that says why it is no way here. */
  ways: readonly { way: Way; find: (say: Say) => Promise<Program> }[];
  /** What a person should install when no way works. */
  remedy: string;
  /** Creates the data folder where it is missing. Idempotent. */
  prepare(program: Program, place: Place): Promise<void>;
  launch(program: Program, place: Place): Launch;
  /** As clients reach it. */
  url(place: Place): string;
  /** Speaks to the server; throws until it answers. */
  probe(url: string, place: Pick<Place, 'secrets'>): Promise<void>;
};
