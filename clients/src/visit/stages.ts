import { ClientError } from '../graphql/client-error.ts';

/** In the order in which they happen. */
export const stageNames = [
  'patient', 'consent', 'encounter', 'recording', 'upload', 'transcription', 'transcript', 'note', 'prescriptions', 'sign-note', 'sign-prescriptions', 'finish',
] as const;

export type StageName = (typeof stageNames)[number];

export type StageStatus = 'SUCCEEDED' | 'NO_SPEECH' | 'FAILED' | 'SKIPPED' | 'NOT_REACHED';

export type StageError = { code: string; message: string; path: readonly string[] | null };

export type Stage = {
  name: StageName;
  /** SKIPPED: not part of this visit. NOT_REACHED: something before it ended the visit. */
  status: StageStatus;
  startedAt: string | null;
  durationMs: number | null;
  error: StageError | null;
};

export type StageObserver = {
  started(name: StageName): void;
  progressed(name: StageName, text: string): void;
  ended(stage: Stage): void;
};

export type Stages = {
  /** Runs one stage. What it throws is recorded and thrown on, as a ClientError. */
  run<T>(name: StageName, work: (progress: (text: string) => void) => Promise<T>): Promise<T>;
  skip(...names: StageName[]): void;
  /** Every stage, in order; those that nobody ran are NOT_REACHED. */
  all(): Stage[];
};

export function createStages(observer: StageObserver): Stages {
  const known = new Map<StageName, Stage>();
  const end = (stage: Stage) => {
    known.set(stage.name, stage);
    observer.ended(stage);
  };
  return {
    run: async (name, work) => {
      const started = Date.now();
      observer.started(name);
      const time = () => ({ startedAt: new Date(started).toISOString(), durationMs: Date.now() - started });
      try {
        const result = await work((text) => observer.progressed(name, text));
        end({ name, status: 'SUCCEEDED', ...time(), error: null });
        return result;
      } catch (thrown) {
        const error = asClientError(thrown);
        const status = error.code === 'NO_SPEECH' ? 'NO_SPEECH' : 'FAILED';
        end({ name, status, ...time(), error: { code: error.code, message: error.message, path: error.path } });
        throw error;
      }
    },
    skip: (...names) => {
      for (const name of names) known.set(name, { name, status: 'SKIPPED', startedAt: null, durationMs: null, error: null });
    },
    all: () => stageNames.map((name) => known.get(name) ?? { name, status: 'NOT_REACHED', startedAt: null, durationMs: null, error: null }),
  };
}

function asClientError(thrown: unknown): ClientError {
  if (thrown instanceof ClientError) return thrown;
  return new ClientError('INTERNAL_CLIENT_ERROR', thrown instanceof Error ? thrown.message : String(thrown));
}
