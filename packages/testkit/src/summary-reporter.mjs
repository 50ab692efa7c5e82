/** Ends a run with one plain line that a script can read: `N passed, N failed` (and `, N skipped` where there are any). */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A file that could not even be loaded counts as one failure: it ran no test, and that must not look green.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  }
}
