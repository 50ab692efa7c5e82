import { defaultNoteTemplate, noteTemplateIds } from '@dra/events';
import type { NoteTemplateId } from '@dra/events';
import { z } from 'zod';
import { choiceOfTenant } from './choice-of-tenant.ts';

/** The template that a tenant's visits are drafted into. */
export type TemplateOf = (tenant: string) => NoteTemplateId;

/** NOTE_TEMPLATES, `tenant=template` separated by commas, as a choice for each tenant. */
export const noteTemplates = choiceOfTenant(z.enum(noteTemplateIds), `TENANT=TEMPLATE separated by commas, with a template of ${noteTemplateIds.join(', ')}`).transform(
  (chosen): TemplateOf =>
    (tenant) =>
      chosen(tenant) ?? defaultNoteTemplate,
);
