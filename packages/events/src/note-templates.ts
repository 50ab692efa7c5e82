/** Which sections a note has and in what order: known to the drafter and to the notes' owner alike. */
export const noteTemplateIds = ['soap', 'apso', 'aci-bench'] as const;
export type NoteTemplateId = (typeof noteTemplateIds)[number];

/** What a visit is drafted into where the tenant has chosen nothing. */
export const defaultNoteTemplate: NoteTemplateId = 'soap';
