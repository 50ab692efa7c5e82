import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { ImportViewerDocument } from '../__generated__/operations.ts';
import { ClientError } from '../graphql/client-error.ts';
import type { GraphqlClient } from '../graphql/client.ts';
import { applyBundle, openImport } from './apply-bundle.ts';
import { importExitCodeOf, importExitCodes } from './exit-codes.ts';
import { readBundle } from './read-bundle.ts';
import { noCounts } from './result.ts';
import type { ImportResult, ImportedBundle, ImportedEntry } from './result.ts';

export type ImportObserver = {
  opened?(bundle: { file: string; entries: number }): void;
  rows?(file: string, rows: readonly ImportedEntry[]): void;
  ended?(bundle: ImportedBundle): void;
};

export type ImportOptions = { client: GraphqlClient; files: readonly string[]; tenant: string | null; observer?: ImportObserver };

/**
 * Imports bundles one after another. A bundle that refers to what another one brings waits for it: what is still
 * unresolved when nothing moves any more is refused.
 */
export async function runImport({ client, files, tenant: wanted, observer = {} }: ImportOptions): Promise<ImportResult> {
  const began = Date.now();
  const run = randomUUID();
  const ended: ImportedBundle[] = [];
  const finish = (bundle: ImportedBundle) => {
    ended.push(bundle);
    observer.ended?.(bundle);
  };
  let tenant: string | null = null;
  let error: ClientError | null = null;
  try {
    tenant = await tenantOf(client, wanted);
    let waiting = [...files];
    while (waiting.length > 0) {
      const deferred: { file: string; bundle: ImportedBundle }[] = [];
      for (const file of waiting) {
        const bundle = await importOne(client, file, run, observer);
        if (bundle.status === 'refused' && bundle.problems.length > 0 && bundle.problems.every((problem) => problem.message.startsWith(unresolvedMessage))) deferred.push({ file, bundle });
        else finish(bundle);
      }
      if (deferred.length === waiting.length) {
        for (const { bundle } of deferred) finish(bundle);
        break;
      }
      waiting = deferred.map((one) => one.file);
    }
  } catch (thrown) {
    error = thrown instanceof CutBundle ? thrown.reason : asClientError(thrown);
    if (thrown instanceof CutBundle) finish(thrown.bundle);
  }
  return summary(tenant, ended, error, Date.now() - began);
}

const unresolvedMessage = 'refers to';

/** An error in the middle of a bundle, with what was applied of it. */
class CutBundle extends Error {
  readonly bundle: ImportedBundle;
  readonly reason: ClientError;

  constructor(bundle: ImportedBundle, reason: ClientError) {
    super(reason.message);
    this.bundle = bundle;
    this.reason = reason;
  }
}

const asClientError = (thrown: unknown): ClientError => {
  if (thrown instanceof ClientError) return thrown;
  throw thrown;
};

async function tenantOf(client: GraphqlClient, wanted: string | null): Promise<string> {
  const { viewer } = await client.ask(ImportViewerDocument, {});
  if (wanted !== null && wanted !== viewer.tenant) throw new ClientError('FORBIDDEN', `The token is of the tenant ${viewer.tenant}, not of ${wanted}.`);
  if (!viewer.scopes.includes('record:import')) throw new ClientError('FORBIDDEN', 'The token does not permit importing (record:import).');
  return viewer.tenant;
}

async function importOne(client: GraphqlClient, file: string, run: string, observer: ImportObserver): Promise<ImportedBundle> {
  const began = Date.now();
  const bundle = await readBundle(file);
  const result: ImportedBundle = { file: basename(file), sha256: bundle.sha256, status: 'refused', importId: null, entries: [], problems: bundle.problems, counts: noCounts(), durationMs: 0 };
  const done = (): ImportedBundle => {
    result.entries.sort((a, b) => a.index - b.index);
    for (const entry of result.entries) result.counts[entry.outcome] += 1;
    result.durationMs = Date.now() - began;
    return result;
  };
  const { sha256 } = bundle;
  if (sha256 === null || bundle.problems.length > 0) return done();
  try {
    const opened = await openImport(client, { ...bundle, sha256 }, run);
    if ('unresolved' in opened) {
      result.problems = opened.unresolved.flatMap((reference) => (bundle.externalReferences.get(reference) ?? []).map((path) => ({ path, message: `${unresolvedMessage} ${reference}, which neither the bundle holds nor was imported before` })));
      return done();
    }
    result.importId = opened.importId;
    observer.opened?.({ file: result.file, entries: bundle.entries.length });
    await applyBundle(client, { ...bundle, sha256 }, opened.importId, run, (rows) => {
      result.entries.push(...rows);
      observer.rows?.(result.file, rows);
    });
    result.status = 'applied';
    return done();
  } catch (thrown) {
    if (!(thrown instanceof ClientError) && !(thrown instanceof RangeError)) throw thrown;
    // One entry that fits no request: nothing of the bundle was sent.
    if (thrown instanceof RangeError) {
      result.problems = [{ path: 'bundle', message: thrown.message }];
      return done();
    }
    result.status = 'cut';
    throw new CutBundle(done(), thrown);
  }
}

function summary(tenant: string | null, bundles: ImportedBundle[], error: ClientError | null, durationMs: number): ImportResult {
  const counts = { ...noCounts(), bundles: bundles.length, refused: bundles.filter((bundle) => bundle.status === 'refused').length };
  for (const bundle of bundles) for (const [outcome, count] of Object.entries(bundle.counts)) counts[outcome as ImportedEntry['outcome']] += count;
  const common = { tenant, bundles, counts, durationMs };
  if (error) return { ...common, status: 'FAILED', error: { code: error.code, message: error.message }, exitCode: importExitCodeOf(error.code) };
  if (counts.refused > 0) return { ...common, status: 'REFUSED', error: null, exitCode: importExitCodes.refused };
  if (counts.failed > 0) return { ...common, status: 'ENTRIES_FAILED', error: null, exitCode: importExitCodes.entriesFailed };
  return { ...common, status: 'DONE', error: null, exitCode: importExitCodes.done };
}
