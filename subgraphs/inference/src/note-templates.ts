import { defaultNoteTemplate, noteTemplateIds } from '@dra/events';
import type { NoteTemplateId } from '@dra/events';
import { z } from 'zod';

/** The template that a tenant's visits are drafted into. */
export type TemplateOf = (tenant: string) => NoteTemplateId;

const entry = z.tuple([z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/), z.enum(noteTemplateIds)]);

/** NOTE_TEMPLATES, `tenant=template` separated by commas, as a choice for each tenant. */
export const noteTemplates = z
  .string()
  .default('')
  .transform((text, context): TemplateOf => {
    const chosen = new Map<string, NoteTemplateId>();
    for (const part of text.split(',').map((one) => one.trim()).filter((one) => one !== '')) {
      const read = entry.safeParse(part.split('=').map((side) => side.trim()));
      if (!read.success) {
        context.addIssue({ code: 'custom', message: `wants TENANT=TEMPLATE separated by commas, with a template of ${noteTemplateIds.join(', ')}` });
        return z.NEVER;
      }
      chosen.set(...read.data);
    }
    return (tenant) => chosen.get(tenant) ?? defaultNoteTemplate;
  });
