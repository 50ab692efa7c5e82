import { registerErrorCodes } from '@dra/service';

/** Why a job FAILED: what clients see beside the code, and what docs/errors.md says. Engines add codes of their own. */
export const failureCodes = {
  CONSENT_REQUIRED: { status: 403, meaning: 'The patient has not consented to AI processing, or revoked it.', remedy: 'Record the consent, then retry the job.' },
  CONSENT_UNAVAILABLE: { status: 503, meaning: 'Whether the patient consents could not be found out in time. Nothing was processed.', remedy: 'Retry the job.' },
  ASR_ENGINE_UNAVAILABLE: { status: 503, meaning: 'No speech recogniser runs here.', remedy: 'Install pocketsphinx on the transcription worker and retry the job, or upload a transcript.' },
  ENGINE_UNAVAILABLE: { status: 503, meaning: 'The engine of this kind of job does not run here.', remedy: 'See the worker\'s log for what it lacks, then retry the job.' },
  ENGINE_CRASHED: { status: 500, meaning: 'The engine died on this input, each time it was tried.', remedy: 'Retry the job; if it fails again, report its id.' },
  ENGINE_OUT_OF_MEMORY: { status: 500, meaning: 'The engine needed more memory for this input than it may have.', remedy: 'Retry the job on a larger worker; report its id.' },
  ENGINE_TIMEOUT: { status: 504, meaning: 'The engine did not end in the time that an input of this length is given.', remedy: 'Retry the job; if it fails again, report its id.' },
  OUTPUT_INVALID: { status: 500, meaning: 'The engine gave something that is not a result.', remedy: 'Report the job\'s id.' },
  INPUT_MISSING: { status: 404, meaning: 'The recording or transcript is no longer stored.', remedy: 'Record or upload it again.' },
  INPUT_CORRUPT: { status: 500, meaning: 'The recording or transcript is not what was stored.', remedy: 'Record or upload it again; report the job\'s id.' },
  STORE_UNAVAILABLE: { status: 503, meaning: 'The object store did not answer for a long time.', remedy: 'Retry the job.' },
  ATTEMPTS_EXHAUSTED: { status: 500, meaning: 'Its worker was lost during each attempt.', remedy: 'Retry the job; if it fails again, report its id.' },
  RESULT_REJECTED: { status: 500, meaning: 'The result was made but could not be stored as a transcript, note or prescription.', remedy: 'Report the job\'s id: operations can replay the result.' },
  JOB_LOST: { status: 500, meaning: 'The job was in the queue for too long, or vanished from it more than once.', remedy: 'Retry the job.' },
} as const satisfies Record<string, { status: number; meaning: string; remedy: string }>;

registerErrorCodes(failureCodes);

/** Engines' own codes. They are registered by whoever else uses them, or only ever seen on a job. */
const engineWords: Record<string, string> = {
  AUDIO_UNREADABLE: 'The recording is not sound that we can decode. Record again in another format.',
  AUDIO_TOO_LONG: 'The recording is longer than a visit may be. Record in parts.',
  TRANSCRIPT_TOO_LARGE: 'The transcript is longer than a visit may be. Send it in parts.',
  TEMPLATE_UNKNOWN: 'The note template is not one that the engine knows.',
  NOTE_ENGINE_FAULT: 'The drafter failed on this transcript. Report the job\'s id.',
};

/** What people read beside a failure's code. */
export function failureMessage(code: string): string {
  const known = (failureCodes as Record<string, { meaning: string; remedy: string }>)[code];
  if (known) return `${known.meaning} ${known.remedy}`;
  return engineWords[code] ?? 'The engine could not process this input.';
}
