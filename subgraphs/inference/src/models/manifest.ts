import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { qualityTier } from '@dra/events';
import { z } from 'zod';

export const manifestFile = 'model.json';

/** What lies beside the weights of each model and is checked before they are loaded. */
export const modelManifest = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,80}$/),
  /** Of the weights: a commit of their source, or a number of our own. */
  version: z.string().min(1).max(80),
  kind: z.literal('whisper'),
  /** DEMO: every drug and dose that it hears needs a person's confirmation. */
  tier: qualityTier.exclude(['HUMAN']),
  licence: z.string().min(1),
  /** Where it comes from, and what it was trained on as far as is known. */
  source: z.string().min(1),
  data: z.string().min(1),
  /** Measured figures by name, e.g. wordErrorRate; empty where nobody here measured. */
  metrics: z.record(z.string(), z.number()),
  files: z.array(z.object({ path: z.string().regex(/^[\w.-]+$/), bytes: z.number().int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).min(1),
  /** SHA-256 over the files' paths and hashes: one line to compare two folders by. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ModelManifest = z.infer<typeof modelManifest>;

export function hashOfFiles(files: ModelManifest['files']): string {
  const lines = files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).toSorted();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** MODELS_DIR, or a folder in the user's cache. */
export function modelsHome({ modelsDir, cacheHome }: { modelsDir?: string | null | undefined; cacheHome?: string | null | undefined }): string {
  return modelsDir || join(cacheHome || join(homedir(), '.cache'), 'dr-assistant', 'models');
}
