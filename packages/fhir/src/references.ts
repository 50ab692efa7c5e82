export type FoundReference = { path: string; reference: string };

/** Every `reference` in a resource, however deep, with its path from the resource's top. */
export function referencesIn(resource: unknown): FoundReference[] {
  const found: FoundReference[] = [];
  const walk = (value: unknown, path: string, depth: number) => {
    if (depth > 64 || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, `${path}[${index}]`, depth + 1));
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      const here = path === '' ? key : `${path}.${key}`;
      if (key === 'reference' && typeof item === 'string') found.push({ path: here, reference: item });
      // A contained resource's own references are local to it or meant for others.
      else walk(item, here, depth + 1);
    }
  };
  walk(resource, '', 0);
  return found;
}

export type ReferenceKind =
  /** `#med1`: in the resource's own `contained`. */
  | { kind: 'contained'; id: string }
  /** `urn:uuid:…`: an entry's fullUrl. */
  | { kind: 'urn'; key: string }
  /** `https://…/Patient/1`, perhaps with a version. */
  | { kind: 'absolute'; key: string; type: string | undefined; id: string | undefined }
  /** `Patient/1`. */
  | { kind: 'relative'; type: string; id: string }
  /** `Practitioner?identifier=…`. */
  | { kind: 'conditional'; type: string }
  | { kind: 'malformed' };

const typeAndId = /^(?:.*\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

export function parseReference(reference: string): ReferenceKind {
  if (reference.startsWith('#')) return { kind: 'contained', id: reference.slice(1) };
  if (/^urn:(uuid|oid):/.test(reference)) return { kind: 'urn', key: reference };
  const conditional = /^([A-Z][A-Za-z]+)\?/.exec(reference);
  if (conditional) return { kind: 'conditional', type: conditional[1] as string };
  const match = typeAndId.exec(reference);
  if (/^https?:\/\//.test(reference)) return { kind: 'absolute', key: reference.replace(/\/_history\/[^/]+$/, ''), type: match?.[1], id: match?.[2] };
  if (match && !reference.startsWith('/')) return { kind: 'relative', type: match[1] as string, id: match[2] as string };
  return { kind: 'malformed' };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The name by which an entry is known in all bundles, or null when it has none: its fullUrl, or its id where that is a
 * UUID. A plain id ("1") says nothing outside of its own bundle.
 */
export function sourceKeyOf(entry: { fullUrl?: string | null | undefined; resource: Readonly<Record<string, unknown>> }): string | null {
  if (entry.fullUrl) return entry.fullUrl.toLowerCase().startsWith('urn:uuid:') ? entry.fullUrl.toLowerCase() : entry.fullUrl;
  const id = entry.resource['id'];
  return typeof id === 'string' && uuid.test(id) ? `urn:uuid:${id.toLowerCase()}` : null;
}

/** The keys under which what a reference means may be known from other bundles. */
export function globalKeysOf(reference: string): string[] {
  const parsed = parseReference(reference);
  if (parsed.kind === 'urn') return [parsed.key.toLowerCase()];
  if (parsed.kind === 'absolute') return [parsed.key];
  if (parsed.kind === 'relative' && uuid.test(parsed.id)) return [`urn:uuid:${parsed.id.toLowerCase()}`];
  return [];
}
