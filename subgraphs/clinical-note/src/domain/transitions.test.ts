import type { NoteStatus } from './model.ts';
import { statusAfter } from './transitions.ts';
import type { NoteStep } from './transitions.ts';

const statuses: NoteStatus[] = ['DRAFT', 'IN_REVIEW', 'SIGNED', 'AMENDED', 'ENTERED_IN_ERROR'];
const no = null;

test.each<[NoteStep, (NoteStatus | null)[]]>([
  //                  DRAFT               IN_REVIEW           SIGNED              AMENDED             ENTERED_IN_ERROR
  ['edit',          ['DRAFT',            'IN_REVIEW',        no,                 no,                 no]],
  ['submit',        ['IN_REVIEW',        no,                 no,                 no,                 no]],
  ['sign',          ['SIGNED',           'SIGNED',           no,                 no,                 no]],
  ['addend',        [no,                 no,                 'SIGNED',           'AMENDED',          no]],
  ['amend',         [no,                 no,                 'AMENDED',          'AMENDED',          no]],
  ['mark-in-error', ['ENTERED_IN_ERROR', 'ENTERED_IN_ERROR', 'ENTERED_IN_ERROR', 'ENTERED_IN_ERROR', no]],
])('%s', (step, after) => expect(statuses.map((status) => statusAfter(step, status))).toEqual(after));
