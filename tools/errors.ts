/**
 * `npm run errors [-- --check]`: writes docs/errors.md from the codes that the code registers and from the schema's
 * UserErrorCode. With --check it says whether the committed page is current. Exit 0 fine, 1 stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from '@dra/service';
import '@dra/objects';
import { failureCodes } from '../subgraphs/inference/src/domain/failure-codes.ts';
import { offReasons } from '../subgraphs/voice/src/domain/live/off-reasons.ts';
import { buildSchema, isEnumType } from 'graphql';

const root = join(import.meta.dirname, '..');
const output = join(root, 'docs', 'errors.md');

const userErrorCode = buildSchema(readFileSync(join(root, 'schema', 'api.graphql'), 'utf8')).getType('UserErrorCode');
if (!isEnumType(userErrorCode)) throw new Error('schema/api.graphql has no UserErrorCode');

const jobCodes = new Set(Object.keys(failureCodes));
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
const thrown = [...errorCodes].filter(([code]) => !jobCodes.has(code));

const text = `# Errors

Written by \`npm run errors\` from the codes that the services register; checked in CI. Every answer carries its request id in
\`x-request-id\`; no answer carries a stack trace, a host or a patient's data.

## Thrown: \`errors[].extensions.code\`
The field is null, or the whole answer is. Across subgraphs a failure is null and an error, never an empty list.

| code | HTTP status | meaning | what to do |
|---|---|---|---|
${thrown.map(([code, one]) => row([`\`${code}\``, one.status, one.meaning, one.remedy])).join('\n')}

## What a clinician can act on: \`userErrors[].code\`
Data, with status 200 and the path of the field at fault.

| code | meaning |
|---|---|
${userErrorCode.getValues().map((value) => row([`\`${value.name}\``, value.description ?? ''])).join('\n')}

## How a job ends badly: \`InferenceJob.failure.code\`
| code | meaning | what to do |
|---|---|---|
${Object.entries(failureCodes).map(([code, one]) => row([`\`${code}\``, one.meaning, one.remedy])).join('\n')}

Engines add their own: \`AUDIO_UNREADABLE\`, \`AUDIO_TOO_LONG\`, \`TRANSCRIPT_TOO_LARGE\`, \`TEMPLATE_UNKNOWN\`, \`NOTE_ENGINE_FAULT\`. Silence is not a
failure: the job ends as NO_SPEECH.

## Why a visit is not heard on: \`LiveTranscript.reason\`
Where its state is OFF. The recording is unharmed, and is transcribed when it is complete.

| reason | meaning | what to do |
|---|---|---|
${Object.entries(offReasons).map(([reason, one]) => row([`\`${reason}\``, one.meaning, one.remedy])).join('\n')}

Or the code with which a step's job failed, as above: at once where another try would not help, else after three.
`;

const undescribed = userErrorCode.getValues().filter((value) => !value.description);
if (undescribed.length > 0) throw new Error(`UserErrorCode without a description: ${undescribed.map((value) => value.name).join(', ')}`);

if (!process.argv.includes('--check')) {
  writeFileSync(output, text);
  console.log('docs/errors.md is written');
} else if (readFileSync(output, 'utf8') !== text) {
  console.error('docs/errors.md is not what the code says: run `npm run errors`');
  process.exit(1);
} else {
  console.log('docs/errors.md is current');
}
