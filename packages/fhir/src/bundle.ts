import { z } from 'zod';
import { isSupportedType, supportedResources } from './resources.ts';
import { parseReference, referencesIn, sourceKeyOf } from './references.ts';

/** `path` is into the bundle, such as `entry[3].resource.subject.reference`. Messages name fields and ids, never values. */
export type BundleProblem = { path: string; message: string };

export type BundleEntry = { index: number; fullUrl: string | null; resourceType: string; resource: Record<string, unknown> };

export type CheckedBundle = {
  entries: BundleEntry[];
  problems: BundleProblem[];
  /** What the bundle refers to and does not hold: it must have been imported before. With the paths that need it. */
  externalReferences: Map<string, string[]>;
};

const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  type: z.enum(['transaction', 'batch', 'collection']),
  entry: z
    .array(
      z.object({
        fullUrl: z.string().max(1024).optional(),
        resource: z.looseObject({ resourceType: z.string().regex(/^[A-Z][A-Za-z]{1,63}$/) }),
        request: z.object({ method: z.enum(['POST', 'PUT']) }).optional(),
      }),
    )
    .max(50_000),
});

const mostProblems = 100;

/** Checks a whole bundle before anything of it is written: structure, required fields, references. */
export function checkBundle(bundle: unknown): CheckedBundle {
  const shape = bundleSchema.safeParse(bundle);
  if (!shape.success) return { entries: [], problems: problemsOf(shape.error, ''), externalReferences: new Map() };

  const entries = shape.data.entry.map((entry, index) => ({ index, fullUrl: entry.fullUrl ?? null, resourceType: entry.resource.resourceType, resource: entry.resource as Record<string, unknown> }));
  const problems: BundleProblem[] = [];
  const known = new Map<string, number>();
  for (const entry of entries) {
    for (const name of new Set(namesOf(entry))) {
      const first = known.get(name);
      if (first === undefined) known.set(name, entry.index);
      else problems.push({ path: `entry[${entry.index}].fullUrl`, message: `is the same as that of entry[${first}]` });
    }
    problems.push(...checkResource(entry.resource).map((problem) => ({ ...problem, path: `entry[${entry.index}].resource.${problem.path}` })));
  }

  const externalReferences = new Map<string, string[]>();
  for (const entry of entries) {
    const contained = containedIds(entry.resource);
    for (const { path, reference } of referencesIn(entry.resource)) {
      const at = `entry[${entry.index}].resource.${path}`;
      const verdict = resolveInside(reference, known, contained);
      if (verdict === 'external') externalReferences.set(reference, [...(externalReferences.get(reference) ?? []), at]);
      else if (verdict !== 'resolved') problems.push({ path: at, message: verdict });
    }
  }
  return { entries, problems: problems.slice(0, mostProblems), externalReferences };
}

/** A supported resource against its shape; others are only skipped, so nothing is asked of them. */
export function checkResource(resource: Record<string, unknown>): BundleProblem[] {
  const type = String(resource['resourceType']);
  if (!isSupportedType(type)) return [];
  const parsed = supportedResources[type].safeParse(resource);
  return parsed.success ? [] : problemsOf(parsed.error, '');
}

function resolveInside(reference: string, known: ReadonlyMap<string, number>, contained: ReadonlySet<string>): 'resolved' | 'external' | string {
  const parsed = parseReference(reference);
  switch (parsed.kind) {
    case 'contained':
      return contained.has(parsed.id) || parsed.id === '' ? 'resolved' : `refers to #${parsed.id}, which the resource does not contain`;
    case 'urn':
      return known.has(parsed.key.toLowerCase()) ? 'resolved' : 'external';
    case 'absolute':
      if (known.has(parsed.key)) return 'resolved';
      return parsed.type !== undefined && isSupportedType(parsed.type) ? 'external' : 'resolved';
    case 'relative':
      if (known.has(`${parsed.type}/${parsed.id}`)) return 'resolved';
      // A practitioner or an organisation of the sender's is nothing that we would ever hold.
      return isSupportedType(parsed.type) ? 'external' : 'resolved';
    case 'conditional':
      return isSupportedType(parsed.type) ? `refers to a ${parsed.type} by a search, which is not supported` : 'resolved';
    default:
      return 'is not a reference';
  }
}

/** The names by which other entries of the same bundle may refer to this one. */
function namesOf(entry: BundleEntry): string[] {
  const key = sourceKeyOf(entry);
  const { id } = entry.resource;
  return [...(key ? [key] : []), ...(typeof id === 'string' ? [`${entry.resourceType}/${id}`] : [])];
}

function containedIds(resource: Record<string, unknown>): Set<string> {
  const contained = resource['contained'];
  if (!Array.isArray(contained)) return new Set();
  return new Set(contained.flatMap((one: unknown) => (typeof one === 'object' && one !== null && typeof (one as { id?: unknown }).id === 'string' ? [(one as { id: string }).id] : [])));
}

function problemsOf(error: z.ZodError, prefix: string): BundleProblem[] {
  return error.issues.map((issue) => ({
    path: `${prefix}${issue.path.reduce<string>((path, part) => (typeof part === 'number' ? `${path}[${part}]` : path === '' ? String(part) : `${path}.${String(part)}`), '')}` || 'bundle',
    // zod's "received" may hold a value: for our own codes the messages are fixed, for the rest the expectation is enough.
    message: issue.message.replace(/,? ?received .*$/, ''),
  }));
}
