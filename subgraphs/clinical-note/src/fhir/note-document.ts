import { createHash } from 'node:crypto';
import type { Note, Signature } from '../domain/model.ts';
import { narrative } from './narrative.ts';

type Resource = { resourceType: string; id: string } & Record<string, unknown>;

const statusOf: Partial<Record<Note['status'], string>> = { SIGNED: 'final', AMENDED: 'amended', ENTERED_IN_ERROR: 'entered-in-error' };

/**
 * A signed note as a FHIR R4 document: a Bundle of type document, the Composition first, with everything that it refers
 * to. Null for a note that nobody signed. Patient, encounter and people are named by their identifiers here; their data
 * are other rooms'.
 */
export function noteDocument(note: Note): Record<string, unknown> | null {
  const { signature } = note;
  const status = statusOf[note.status];
  if (!signature || !status) return null;
  const authors = practitioners(note, signature);
  const resources: Resource[] = [
    composition(note, signature, status, authors),
    { resourceType: 'Patient', id: note.patientId, identifier: [{ system: 'urn:ietf:rfc:3986', value: urn(note.patientId) }] },
    encounter(note),
    ...authors.values(),
    ...(note.provenance ? [device(note)] : []),
    provenance(note, signature, authors),
  ];
  return {
    resourceType: 'Bundle',
    type: 'document',
    identifier: { system: 'urn:ietf:rfc:3986', value: urn(uuidOf(`document/${note.id}/${note.version}`)) },
    timestamp: note.at,
    entry: resources.map((resource) => ({ fullUrl: urn(resource.id), resource })),
  };
}

function composition(note: Note, signature: Signature, status: string, authors: Map<string, Resource>): Resource {
  return {
    resourceType: 'Composition',
    id: note.id,
    meta: { versionId: String(note.version), lastUpdated: note.at },
    identifier: { system: 'urn:ietf:rfc:3986', value: urn(note.id) },
    status,
    type: { coding: [{ system: 'http://loinc.org', code: '11506-3', display: 'Progress note' }] },
    subject: { reference: urn(note.patientId) },
    encounter: { reference: urn(note.encounterId) },
    date: note.at,
    author: [{ reference: urn(authors.get(signature.signer)!.id) }],
    title: 'Progress note',
    attester: [{ mode: 'legal', time: signature.at, party: { reference: urn(authors.get(signature.signer)!.id) } }],
    text: narrative([`Progress note, version ${note.version}.`, `Signed by ${signature.signer} at ${signature.at}: ${signature.attestation}`]),
    section: [
      ...note.sections
        .filter(({ statements }) => statements.length > 0)
        .map(({ code, title, statements }) => ({
          title,
          code: { coding: [{ system: 'http://loinc.org', code, display: title }] },
          text: narrative(statements.map(({ text }) => text)),
        })),
      ...note.addenda.map(({ text, author, at }) => ({
        title: 'Addendum',
        code: { coding: [{ system: 'http://loinc.org', code: '55107-7', display: 'Addendum Document' }] },
        author: [{ reference: urn(authors.get(author)!.id) }],
        text: narrative([`Addendum by ${author} at ${at}`, text]),
      })),
    ],
  };
}

const encounter = (note: Note): Resource => ({
  resourceType: 'Encounter',
  id: note.encounterId,
  status: 'unknown',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
  subject: { reference: urn(note.patientId) },
});

/** Everybody who signed or added, once each. */
function practitioners(note: Note, signature: Signature): Map<string, Resource> {
  const people = [...new Set([signature.signer, ...note.addenda.map(({ author }) => author)])];
  return new Map(people.map((userId) => [userId, { resourceType: 'Practitioner', id: uuidOf(`practitioner/${note.tenant}/${userId}`), identifier: [{ system: 'urn:dr-assistant:user', value: userId }] }]));
}

const deviceId = (note: Note) => uuidOf(`device/${note.provenance!.engine.id}/${note.provenance!.engine.version}`);

const device = (note: Note): Resource => ({
  resourceType: 'Device',
  id: deviceId(note),
  deviceName: [{ name: note.provenance!.engine.id, type: 'model-name' }],
  version: [{ value: note.provenance!.engine.version }],
});

function provenance(note: Note, signature: Signature, authors: Map<string, Resource>): Resource {
  const agentType = (code: string) => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code }] });
  const signer = { reference: urn(authors.get(signature.signer)!.id) };
  return {
    resourceType: 'Provenance',
    id: uuidOf(`provenance/${note.id}/${note.version}`),
    // No extension that others define says this: the hash by which a copy is compared with the record.
    extension: [{ url: 'urn:dr-assistant:signed-content-sha256', valueString: signature.contentHash }],
    target: [{ reference: urn(note.id) }],
    recorded: note.at,
    agent: [
      { type: agentType('legal'), who: signer },
      ...(note.provenance ? [{ type: agentType('assembler'), who: { reference: urn(deviceId(note)) } }] : []),
    ],
    ...(note.provenance ? { entity: [{ role: 'source', what: { identifier: { system: 'urn:ietf:rfc:3986', value: urn(note.provenance.transcriptId) } } }] } : {}),
  };
}

const urn = (uuid: string) => `urn:uuid:${uuid}`;

/** The same uuid for the same name (version 8, from SHA-256): an export twice is the same document. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
