/** What the visit command ends with. docs/clients.md lists them. */
export const exitCodes = {
  /** The drafts are there; with --sign the note is signed, and every prescription that the rules let through. */
  done: 0,
  failed: 1,
  usage: 2,
  /** Nobody spoke in the recording. Nothing was drafted, and that is the right result. */
  noSpeech: 3,
  /** The token is missing, over, or does not permit it. */
  notPermitted: 4,
  /** The gateway or something behind it could not be reached in time, or --timeout was over. */
  unavailable: 5,
  /** A machine's job failed or was cancelled: what was made before it stands. */
  jobFailed: 6,
  /** --sign was asked for, and the note or a prescription that should have been signed was refused. */
  notSigned: 7,
  /** What was sent was refused: no such patient, no consent, not sound, too large. */
  refused: 8,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byCode: Record<string, ExitCode> = {
  USAGE: exitCodes.usage,
  NO_SPEECH: exitCodes.noSpeech,
  UNAUTHENTICATED: exitCodes.notPermitted,
  FORBIDDEN: exitCodes.notPermitted,
  DEPENDENCY_UNAVAILABLE: exitCodes.unavailable,
  DEADLINE_EXCEEDED: exitCodes.unavailable,
  RATE_LIMITED: exitCodes.unavailable,
  NOT_REACHED: exitCodes.unavailable,
  TIMEOUT: exitCodes.unavailable,
  INTERNAL_SERVER_ERROR: exitCodes.failed,
};

const drafting = new Set(['transcription', 'note', 'prescriptions']);
const signing = new Set(['sign-note', 'sign-prescriptions']);

/** @param stage where it happened, as in the result */
export function exitCodeOf(code: string, stage: string): ExitCode {
  const known = byCode[code];
  if (known !== undefined) return known;
  if (drafting.has(stage)) return exitCodes.jobFailed;
  return signing.has(stage) ? exitCodes.notSigned : exitCodes.refused;
}
