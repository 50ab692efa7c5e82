import { DateTimeScalar, FhirResourceScalar } from '@dra/subgraph';
import type { Resolvers } from '../__generated__/resolvers.ts';
import { addNoteAddendum } from './Mutation/add-note-addendum.ts';
import { amendNote } from './Mutation/amend-note.ts';
import { createNote } from './Mutation/create-note.ts';
import { editNote } from './Mutation/edit-note.ts';
import { markNoteEnteredInError } from './Mutation/mark-note-entered-in-error.ts';
import { signNote } from './Mutation/sign-note.ts';
import { submitNoteForReview } from './Mutation/submit-note-for-review.ts';
import { note } from './Query/note.ts';
import { Note } from './note.ts';
import { Evidence, NoteAddendum, NoteProvenance, NoteStatement, NoteWarning, RecordEntryUnion } from './note-parts.ts';
import { NoteVersion } from './note-version.ts';
import { Encounter, Patient } from './patient.ts';

/** Subscriptions run at the gateway, which asks `Query.note` again. */
export const resolvers: Omit<Resolvers, 'Subscription'> = {
  DateTime: DateTimeScalar,
  FhirResource: FhirResourceScalar,
  Query: { note },
  Mutation: { createNote, editNote, submitNoteForReview, signNote, addNoteAddendum, amendNote, markNoteEnteredInError },
  Note,
  NoteStatement,
  NoteAddendum,
  NoteProvenance,
  NoteWarning,
  RecordEntry: RecordEntryUnion,
  NoteVersion,
  Evidence,
  Patient,
  Encounter,
};
