import { z } from 'zod';

/** What went wrong, in one sentence for whoever typed the command. */
export class FetchFailed extends Error {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = 'FetchFailed';
  }
}

export type HubFile = {
  path: string;
  bytes: number;
  /** Large files are named by their SHA-256, small ones as git names a blob. */
  checksum: { kind: 'sha256' | 'git-blob'; hex: string };
};

export type HubModel = { repository: string; commit: string; licence: string | null; files: HubFile[] };

export type Hub = {
  /** The files that a Whisper checkpoint needs, at one commit. @throws FetchFailed */
  describe(repository: string, revision: string): Promise<HubModel>;
  /** @throws FetchFailed, also when the hub answers with another stretch than was asked for */
  open(model: HubModel, path: string, from: number, signal: AbortSignal): Promise<{ body: ReadableStream<Uint8Array>; from: number }>;
};

const modelAnswer = z.object({ sha: z.string().regex(/^[0-9a-f]{7,64}$/), cardData: z.object({ license: z.string() }).partial().nullish() });
const treeAnswer = z.array(z.object({ type: z.string(), path: z.string(), size: z.number().int().nonnegative(), oid: z.string(), lfs: z.object({ oid: z.string(), size: z.number() }).optional() }));
/** What Whisper is made of, in a checkpoint's folder. */
export const needed = /^(config|generation_config|preprocessor_config|tokenizer|tokenizer_config)\.json$|^model(-\d{5}-of-\d{5})?\.safetensors$|^model\.safetensors\.index\.json$/;

/** A Hugging Face style hub: `/api/models/…` describes, `/…/resolve/…` gives. */
export function createHub(endpoint: string, token: string | null): Hub {
  const headers: Record<string, string> = { 'user-agent': 'dr-assistant', ...(token ? { authorization: `Bearer ${token}` } : {}) };

  async function ask<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const response = await request(`${endpoint}${path}`, headers, AbortSignal.timeout(30_000));
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new FetchFailed(`${endpoint} does not answer as a model hub does`);
    return parsed.data;
  }

  return {
    async describe(repository, revision) {
      const { sha, cardData } = await ask(`/api/models/${repository}/revision/${encodeURIComponent(revision)}`, modelAnswer);
      const tree = await ask(`/api/models/${repository}/tree/${sha}`, treeAnswer);
      const files = tree
        .filter(({ type, path }) => type === 'file' && needed.test(path))
        .map(({ path, size, oid, lfs }): HubFile => ({ path, bytes: lfs?.size ?? size, checksum: lfs ? { kind: 'sha256', hex: lfs.oid } : { kind: 'git-blob', hex: oid } }));
      const sharded = files.some(({ path }) => path === 'model.safetensors.index.json');
      const whole = files.some(({ path }) => path === 'model.safetensors');
      // Some hold both: one is enough.
      const wanted = sharded && whole ? files.filter(({ path }) => !/-of-|index/.test(path)) : files;
      for (const name of ['config.json', 'preprocessor_config.json', 'tokenizer.json']) {
        if (!wanted.some(({ path }) => path === name)) throw new FetchFailed(`${repository} has no ${name}: it is no Whisper checkpoint`);
      }
      if (!whole && !sharded) throw new FetchFailed(`${repository} has no weights as safetensors`);
      return { repository, commit: sha, licence: cardData?.license ?? null, files: wanted };
    },
    async open({ repository, commit }, path, from, signal) {
      const response = await request(`${endpoint}/${repository}/resolve/${commit}/${path}`, { ...headers, ...(from > 0 ? { range: `bytes=${from}-` } : {}) }, signal);
      if (!response.body) throw new FetchFailed(`${path} came without content`);
      if (response.status !== 206) return { body: response.body, from: 0 };
      const [, start] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
      if (Number(start) !== from) throw new FetchFailed(`${path}: the hub gave another part than was asked for`);
      return { body: response.body, from };
    },
  };
}

/** Answers that trying again will not change. */
export class Refused extends FetchFailed {}

async function request(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers, signal });
  } catch (error) {
    throw new FetchFailed(`${new URL(url).host} cannot be reached (HF_ENDPOINT names another hub)`, { cause: error });
  }
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 401 || response.status === 403) throw new Refused('the hub wants to know who asks: set HF_TOKEN, and accept the model\'s terms there');
  if (response.status === 404) throw new Refused('the hub has no such model, revision or file');
  throw new FetchFailed(`the hub answered ${response.status}`);
}
