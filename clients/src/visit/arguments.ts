import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ConsentBasis } from '../__generated__/operations.ts';
import { ClientError } from '../graphql/client-error.ts';
import { fileAsGiven } from '../session.ts';
import type { VisitSource } from './run-visit.ts';

export type VisitArguments = {
  source: VisitSource;
  mrn: string;
  sign: boolean;
  json: boolean;
  url: string | null;
  token: string | null;
  timeoutSeconds: number;
  attestation: string;
  acknowledgeUnsupported: boolean;
  consentBasis: ConsentBasis | null;
  chunkBytes: number;
  live: { speed: number; chunkSeconds: number } | null;
};

export const visitHelp = `npm run -s visit -- (--audio FILE | --transcript FILE) --patient MRN [--sign] [--json]

  --audio FILE        WAV, FLAC, Ogg/Opus, WebM or MP3
  --transcript FILE   text, a turn a line: \`Doctor: …\`, \`Patient: …\` or \`[doctor] …\`, \`[patient] …\`
  --patient MRN       the patient's medical record number, such as DEMO-0001
  --sign              signs the note, and those prescriptions that lack nothing, hold no unconfirmed field and raised no block
  --json              one JSON document on stdout (schema/visit-result.schema.json); stages go to stderr
  --url URL           the gateway (default http://localhost:4000/graphql, or DRA_URL)
  --token TOKEN       a caller's token (default DRA_TOKEN, or dr.osei of the tenant demo where npm start runs)
  --timeout SECONDS   for the whole visit (default 600)
  --consent-basis B   VERBAL, WRITTEN or ELECTRONIC: how consent was obtained, where it has to be recorded (default VERBAL)
  --attestation TEXT  what the signer states
  --acknowledge-unsupported   signs a note although statements of the machine lack evidence
  --live              plays the recording as a device would make it, and shows what is heard meanwhile
  --speed N           with --live: so many times faster than life (default 1)
  --chunk-seconds N   with --live: sound in each part (default 2)
  --chunk-kib N       size of the parts of a recording (default 256)

Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 nobody speaks in it, 4 not permitted, 5 not reached in time,
6 a machine's job failed, 7 not signed, 8 refused.`;

const bases: readonly ConsentBasis[] = ['VERBAL', 'WRITTEN', 'ELECTRONIC'];
const defaultAttestation = 'Signed with the visit command by the holder of this token.';

/** @throws ClientError USAGE with one sentence; null when help was asked for */
export function visitArguments(argv: readonly string[]): VisitArguments | null {
  const values = parse(argv);
  if (values.help) return null;
  const { audio, transcript, patient } = values;
  if ((audio === undefined) === (transcript === undefined)) throw usage('Say either --audio FILE or --transcript FILE.');
  if (!patient) throw usage('Say whose visit it is with --patient MRN.');
  const file = fileAsGiven(audio ?? transcript ?? '');
  if (!existsSync(file)) throw usage(`There is no file ${file}.`);
  if (!statSync(file).isFile()) throw usage(`${file} is no file.`);
  const basis = values['consent-basis']?.toUpperCase();
  if (basis !== undefined && !bases.some((one) => one === basis)) throw usage(`--consent-basis is one of ${bases.join(', ')}.`);
  if (values.url !== undefined && !URL.canParse(values.url)) throw usage('--url is no address.');
  if (values.live && audio === undefined) throw usage('--live goes with --audio.');
  if (!values.live && (values.speed ?? values['chunk-seconds']) !== undefined) throw usage('--speed and --chunk-seconds go with --live.');
  return {
    source: { kind: audio === undefined ? 'TRANSCRIPT' : 'AUDIO', file },
    mrn: patient,
    sign: values.sign,
    json: values.json,
    url: values.url ?? null,
    token: values.token ?? null,
    timeoutSeconds: numberIn('--timeout', values.timeout ?? '600', 1, 86_400),
    attestation: values.attestation?.trim() || defaultAttestation,
    acknowledgeUnsupported: values['acknowledge-unsupported'],
    consentBasis: (bases.find((one) => one === basis) ?? null),
    chunkBytes: numberIn('--chunk-kib', values['chunk-kib'] ?? '256', 1, 16_384) * 1024,
    live: values.live ? { speed: numberIn('--speed', values.speed ?? '1', 1, 100), chunkSeconds: numberIn('--chunk-seconds', values['chunk-seconds'] ?? '2', 1, 60) } : null,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        audio: { type: 'string' },
        transcript: { type: 'string' },
        patient: { type: 'string' },
        sign: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        url: { type: 'string' },
        token: { type: 'string' },
        timeout: { type: 'string' },
        attestation: { type: 'string' },
        'acknowledge-unsupported': { type: 'boolean', default: false },
        'consent-basis': { type: 'string' },
        'chunk-kib': { type: 'string' },
        live: { type: 'boolean', default: false },
        speed: { type: 'string' },
        'chunk-seconds': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function numberIn(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw usage(`${name} is a whole number from ${least} to ${most}.`);
  return value;
}

function usage(message: string): ClientError {
  return new ClientError('USAGE', message);
}
