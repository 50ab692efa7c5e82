import { z } from 'zod';
import { documentLimitsConfig } from './document-limits-config.ts';

/** Which documents are answered. */
export const documentsConfig = z.strictObject({
  limits: documentLimitsConfig.optional().describe('How much one document may ask for.'),
  persistedQueries: z.boolean().default(false).describe('Automatic persisted queries: a client sends a document once, and then its hash.'),
  persistedSeconds: z.int().min(60).default(86_400).describe('How long Redis keeps a document that nobody asks for.'),
  trusted: z
    .strictObject({
      manifest: z.string().describe('The file that `npm run trusted-documents` writes.'),
      mode: z.enum(['report', 'only']).default('only').describe('report: count documents that are not in the list; only: refuse them.'),
    })
    .optional()
    .describe('Documents that are known beforehand.'),
});
export type DocumentsConfig = z.infer<typeof documentsConfig>;
