/** What the import command ends with. 2 means what the issue of bundles means; wrong arguments are 64, as in sysexits. */
export const importExitCodes = {
  /** Every bundle was applied, every entry created, unchanged or skipped as unsupported. */
  done: 0,
  /** Something failed on the way: what was applied stands, and the same command goes on from there. */
  failed: 1,
  /** At least one bundle was refused before its first write; the others were applied. */
  refused: 2,
  /** No bundle was refused, but at least one entry could not become what it says. */
  entriesFailed: 3,
  /** The token is missing, over, or of another tenant, or does not permit importing. */
  notPermitted: 4,
  /** The gateway, or something behind it, could not be reached in time. */
  unavailable: 5,
  usage: 64,
} as const;

export type ImportExitCode = (typeof importExitCodes)[keyof typeof importExitCodes];

export function importExitCodeOf(code: string): ImportExitCode {
  if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') return importExitCodes.notPermitted;
  if (['DEPENDENCY_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RATE_LIMITED', 'NOT_REACHED', 'TIMEOUT'].includes(code)) return importExitCodes.unavailable;
  return code === 'USAGE' ? importExitCodes.usage : importExitCodes.failed;
}
