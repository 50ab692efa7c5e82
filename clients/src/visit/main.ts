import { createGraphqlClient } from '../graphql/client.ts';
import { defaultToken, defaultUrl } from '../session.ts';
import { visitArguments, visitHelp } from './arguments.ts';
import type { VisitArguments } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';
import { createLiveReport, createStageReport, describeResult } from './report.ts';
import { runVisit } from './run-visit.ts';

/** `npm run visit`: see visitHelp. stdout holds the result alone; stages and faults go to stderr. */
async function main(): Promise<number> {
  let given: VisitArguments | null;
  try {
    given = visitArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${visitHelp}\n`);
    return exitCodes.usage;
  }
  if (!given) {
    process.stdout.write(`${visitHelp}\n`);
    return exitCodes.done;
  }
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const signal = AbortSignal.any([interrupted.signal, AbortSignal.timeout(given.timeoutSeconds * 1000)]);
  let told = 0;
  const client = createGraphqlClient({
    url: given.url ?? defaultUrl(),
    token: given.token ?? defaultToken,
    signal,
    onRetry: ({ message }) => {
      if (Date.now() - told > 2_000) process.stderr.write(`  …  trying again: ${message}\n`);
      told = Date.now();
    },
  });
  const result = await runVisit({ ...given, live: given.live && { ...given.live, observe: createLiveReport(process.stderr) }, client, parallel: given.live ? 1 : 3, signal, observer: createStageReport(process.stderr) });
  process.stdout.write(given.json ? `${JSON.stringify(result, null, 2)}\n` : describeResult(result));
  return result.exitCode;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = exitCodes.failed;
  },
);
