import { nextVersion } from '../domain/next-version.ts';
import type { Note } from '../domain/model.ts';
import { noteText } from '../domain/note-text.ts';
import { actorWith, draft } from '../testing/sample-notes.ts';
import { noteDocument } from './note-document.ts';
import { escapeXml } from './narrative.ts';

const act = (action: 'note.signed' | 'note.addended' | 'note.entered-in-error') => ({ actor: actorWith(), now: new Date('2026-11-24T10:00:00Z'), action });
const first = draft().note;
first.sections[0]!.statements[0]!.text = 'Says "<b>&</b>"\u0000 it\'s bad';
const signed = nextVersion(first, act('note.signed'), { status: 'SIGNED', sign: { attestation: 'I stand <by> it.' } }).note;
const addended = nextVersion(signed, act('note.addended'), { addenda: [{ id: '0198c0de-0000-7000-8000-0000000000bb', text: 'Culture negative.', author: 'dr.other', at: '2026-11-24T11:00:00.000Z' }] }).note;

type Entry = { fullUrl: string; resource: Record<string, unknown> & { resourceType: string; id: string } };
const entriesOf = (note: Note) => (noteDocument(note) as { entry: Entry[] }).entry;

test('a document begins with its composition and holds everything that it refers to', () => {
  const document = noteDocument(addended) as { type: string; identifier: object; timestamp: string; entry: Entry[] };
  expect(document).toMatchObject({ resourceType: 'Bundle', type: 'document', timestamp: addended.at, identifier: { value: expect.stringMatching(/^urn:uuid:/) } });
  expect(document.entry[0]!.resource).toMatchObject({ resourceType: 'Composition', status: 'final', type: { coding: [{ code: '11506-3' }] } });
  const held = new Set(document.entry.map(({ fullUrl }) => fullUrl));
  expect(held.size).toBe(document.entry.length);
  for (const [, reference] of JSON.stringify(document).matchAll(/"reference":"([^"]+)"/g)) expect(held).toContain(reference);
  expect(document.entry.map(({ resource }) => resource.resourceType).sort()).toEqual(['Composition', 'Device', 'Encounter', 'Patient', 'Practitioner', 'Practitioner', 'Provenance']);
  expect(noteDocument(addended)).toEqual(document);
});

test('sections carry their LOINC and escaped text; empty ones are left out', () => {
  const sections = entriesOf(addended)[0]!.resource['section'] as { code: { coding: { code: string }[] }; text: { div: string } }[];
  expect(sections.map(({ code }) => code.coding[0]!.code)).toEqual(['61150-9', '55107-7']);
  expect(sections[0]!.text.div).toBe('<div xmlns="http://www.w3.org/1999/xhtml"><p>Says &quot;&lt;b&gt;&amp;&lt;/b&gt;&quot; it&#39;s bad</p><p>Denies fever.</p></div>');
});

test('provenance names the signer, the machine and the hash', () => {
  const provenance = entriesOf(signed).find(({ resource }) => resource.resourceType === 'Provenance')!.resource;
  expect(provenance['agent']).toHaveLength(2);
  expect(provenance['extension']).toEqual([{ url: expect.any(String), valueString: signed.signature!.contentHash }]);
});

test.each([
  ['a draft has none', first, null],
  ['a note taken out says so', nextVersion(signed, act('note.entered-in-error'), { status: 'ENTERED_IN_ERROR', reason: 'wrong patient' }).note, 'entered-in-error'],
  ['a draft taken out was never a document', nextVersion(first, act('note.entered-in-error'), { status: 'ENTERED_IN_ERROR', reason: 'wrong patient' }).note, null],
])('%s', (_, note, status) => {
  const document = noteDocument(note) as { entry: Entry[] } | null;
  expect(document?.entry[0]!.resource['status'] ?? null).toBe(status);
});

test('text says what is not signed and what lacks evidence', () => {
  expect(noteText(first)).toMatch(/^DRAFT - NOT SIGNED[\s\S]*- Denies fever\. \[without sufficient evidence\]/);
  expect(noteText(addended)).toMatch(/^CLINICAL NOTE\n[\s\S]*ADDENDUM by dr\.other[\s\S]*Signed by dr\.test[\s\S]*I stand <by> it\./);
});

test.each([['a<b>&"\'', 'a&lt;b&gt;&amp;&quot;&#39;'], ['\u0000\u0008\ufffe\ud800x', 'x'], ['日本 🙂\n', '日本 🙂\n']])('escapes %j', (text, escaped) => expect(escapeXml(text)).toBe(escaped));
