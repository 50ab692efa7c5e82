import { writeSync } from 'node:fs';

/** Ends a run with one plain line that a script can read: `N passed, N failed` (and `, N skipped` where there are any). */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A file that could not even be loaded counts as one failure: it ran no test, and that must not look green.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
    // jest's own summary comes after every reporter's: the very last line is written when the process ends.
    process.once('exit', () => writeSync(1, `\n${line}`));
  }
}
