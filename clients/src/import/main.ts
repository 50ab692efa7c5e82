import { createGraphqlClient } from '../graphql/client.ts';
import { defaultToken, defaultUrl } from '../session.ts';
import { importArguments, importHelp } from './arguments.ts';
import type { ImportArguments } from './arguments.ts';
import { importExitCodes } from './exit-codes.ts';
import { createBundleReport, createRowReport, describeImport } from './report.ts';
import { runImport } from './run-import.ts';

/** Who imports when nobody says, in each of the demo's tenants. */
const importers: Record<string, string> = { demo: 'dr.osei', 'demo-b': 'dr.novak' };

/** `npm run import`: see importHelp. With --json stdout holds the document alone. */
async function main(): Promise<number> {
  let given: ImportArguments | null;
  try {
    given = importArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${importHelp}\n`);
    return importExitCodes.usage;
  }
  if (!given) {
    process.stdout.write(`${importHelp}\n`);
    return importExitCodes.done;
  }
  const tenant = given.tenant ?? 'demo';
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  let told = 0;
  const client = createGraphqlClient({
    url: given.url ?? defaultUrl(),
    token: given.token ?? (() => defaultToken({ user: importers[tenant] ?? 'dr.osei', role: 'PRESCRIBER', tenant })),
    signal: AbortSignal.any([interrupted.signal, AbortSignal.timeout(given.timeoutSeconds * 1000)]),
    onRetry: ({ message }) => {
      if (Date.now() - told > 2_000) process.stderr.write(`  …  trying again: ${message}\n`);
      told = Date.now();
    },
  });
  const observer = given.json ? createBundleReport(process.stderr) : createRowReport(process.stdout);
  const result = await runImport({ client, files: given.files, tenant: given.tenant, observer });
  process.stdout.write(given.json ? `${JSON.stringify(result, null, 2)}\n` : describeImport(result));
  return result.exitCode;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = importExitCodes.failed;
  },
);
