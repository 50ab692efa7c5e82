import { fieldsOf } from '../compile-fetch.ts';
import type { Fetch } from '../compile-fetch.ts';
import { Unsupported } from './shapes.ts';
import type { Shape, ShapeField, Shapes } from './shapes.ts';

/** Who knows fields of the objects at one place: what brought the objects there, and the fetches that are about them. */
export type Source = {
  shape: Shape;
  /** The cell of the object at the place that leads to it; null for the object itself. */
  slot: number | null;
  fetch: Fetch | null;
};

export type Place = {
  base: Shape;
  sources: readonly Source[];
};

/** One place in the answer for each list of field names. The root's objects are its fetches' own. */
export class Places {
  readonly root: Shape;
  readonly #known = new Map<string, Place>();
  readonly #entityShapes: readonly Shape[];
  readonly #fetches: readonly Fetch[];

  /** @throws Unsupported where two fetches bring objects for one place */
  constructor(shapes: Shapes, fetches: readonly Fetch[], shapesOfFetches: readonly Shape[]) {
    this.#fetches = fetches;
    this.#entityShapes = shapesOfFetches;
    this.root = shapes.empty();
    // Every fetch's cell has its place before anything is compiled that needs to know how large a shape is.
    for (const fetch of fetches) this.at(fieldsOf(fetch));
  }

  /** @throws Unsupported where nobody brings it, or two do */
  at(path: readonly string[]): Place {
    const key = path.join('.');
    const known = this.#known.get(key);
    if (known) return known;
    const base = path.length === 0 ? this.root : this.objectAt(this.at(path.slice(0, -1)), path.at(-1) ?? '').field.shape;
    const sources: Source[] = base === this.root ? [] : [{ shape: base, slot: null, fetch: null }];
    for (const fetch of this.#fetches) {
      if (fieldsOf(fetch).join('.') !== key || (fetch.represent === null) !== (path.length === 0)) continue;
      let slot = base.slots.get(fetch.index);
      if (slot === undefined) {
        base.slots.set(fetch.index, (slot = base.size));
        base.size += 1;
      }
      sources.push({ shape: this.#entityShapes[fetch.index] as Shape, slot, fetch });
    }
    const place = { base, sources };
    this.#known.set(key, place);
    return place;
  }

  /** The one source of a field that has fields of its own. */
  objectAt(place: Place, name: string): { source: Source; field: ShapeField & { kind: 'object' } } {
    const found = sourcesOf(place, name);
    const [one] = found;
    if (!one || found.length > 1 || one.field.kind !== 'object') throw new Unsupported('an object in no or several parts');
    return { source: one.source, field: one.field };
  }
}

export type Found = { source: Source; field: ShapeField };

/** Who knows this field of the objects at a place. */
export function sourcesOf({ sources }: Place, name: string): Found[] {
  return sources.flatMap((source) => {
    const field = source.shape.fields.get(name);
    return field ? [{ source, field }] : [];
  });
}

