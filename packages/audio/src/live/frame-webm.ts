import { engineRate } from '../engine-rate.ts';
import type { SoundFraming, SoundPlace, Stretch } from './framing.ts';

const ids = { ebml: 0x1a45dfa3, segment: 0x18538067, info: 0x1549a966, tracks: 0x1654ae6b, cluster: 0x1f43b675, timecode: 0xe7, simpleBlock: 0xa3, blockGroup: 0xa0, block: 0xa1, scale: 0x2ad7b1 };
/** What lies beside clusters: where a cluster of unknown length ends. */
const besideClusters = new Set([ids.cluster, ids.info, ids.tracks, 0x114d9b74, 0x1c53bb6b, 0x1254c367, 0x1043a770, 0x1941a469, ids.ebml, ids.segment]);
/** A segment of unknown length, as a recorder writes it. */
const openSegment = Buffer.from([0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

type Element = { id: number; at: number; body: number; /** Null: not known. */ end: number | null };

/** Null while the head is not all there; undefined for what is not Opus. */
export function frameWebm(head: Uint8Array): SoundFraming | null | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const ebml = elementAt(bytes, 0);
  if (ebml?.id !== ids.ebml || ebml.end === null) return ebml ? undefined : null;
  const segment = elementAt(bytes, ebml.end);
  if (segment?.id !== ids.segment) return segment ? undefined : null;
  const kept: Buffer[] = [bytes.subarray(0, ebml.end), openSegment];
  let opus = -1;
  let tickNs = 1_000_000;
  for (let at = segment.body; ; ) {
    const one = elementAt(bytes, at);
    if (!one) return null;
    if (one.id === ids.cluster) {
      if (opus < 0) return undefined;
      const first = firstTickOf(bytes, one);
      if (first === null) return null;
      return { container: 'WEBM', header: Buffer.concat(kept).toString('base64'), firstByte: one.at, lastByte: null, rate: 0, frameBytes: 0, preSkip: bytes.readUInt16LE(opus + 10), tickNs, firstTick: first };
    }
    if (one.end === null || one.end > bytes.byteLength) return null;
    // Neither what points to places in the whole file nor tags.
    if (one.id === ids.info || one.id === ids.tracks) kept.push(bytes.subarray(one.at, one.end));
    if (one.id === ids.tracks) opus = bytes.subarray(0, one.end).indexOf('OpusHead', one.at);
    if (one.id === ids.info) tickNs = scaleOf(bytes, one.body, one.end) ?? tickNs;
    at = one.end;
  }
}

/** The beginning of each cluster that is there. */
export function* webmPlaces({ tickNs, firstTick, preSkip, firstByte: first }: SoundFraming, { bytes, firstByte }: Stretch, from: SoundPlace): Generator<SoundPlace, void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from.byte - firstByte; ; ) {
    const one = elementAt(buffer, at);
    if (!one) return;
    if (one.id === ids.cluster) {
      const tick = firstTickOf(buffer, one);
      if (tick === null) return;
      const byte = firstByte + one.at;
      if (byte > first) yield { byte, sample: Math.max(0, Math.round(((tick - firstTick) * tickNs * engineRate) / 1e9 - preSkip / 3)) };
    }
    const end = one.end ?? endOfOpen(buffer, one);
    if (end === null || end >= buffer.byteLength) return;
    at = end;
  }
}

/** The time of a cluster's first block, in ticks. */
function firstTickOf(bytes: Buffer, cluster: Element): number | null {
  let tick: number | null = null;
  for (let at = cluster.body; ; ) {
    const one = elementAt(bytes, at);
    if (!one || one.end === null) return null;
    if (one.id === ids.timecode && one.end <= bytes.byteLength) tick = numberIn(bytes, one.body, one.end);
    if (one.id === ids.simpleBlock || one.id === ids.blockGroup) {
      const block = one.id === ids.simpleBlock ? one : elementAt(bytes, one.body);
      if (!block || block.body + 3 > bytes.byteLength) return null;
      // The track's number takes one byte: a recorder has few.
      return (tick ?? 0) + (block.id === ids.simpleBlock || block.id === ids.block ? bytes.readInt16BE(block.body + 1) : 0);
    }
    at = one.end;
  }
}

function endOfOpen(bytes: Buffer, cluster: Element): number | null {
  for (let at = cluster.body; ; ) {
    const one = elementAt(bytes, at);
    if (!one) return null;
    if (besideClusters.has(one.id)) return one.at;
    if (one.end === null) return null;
    at = one.end;
  }
}

function scaleOf(bytes: Buffer, from: number, to: number): number | null {
  for (let at = from; at < to; ) {
    const one = elementAt(bytes, at);
    if (!one || one.end === null) return null;
    if (one.id === ids.scale) return numberIn(bytes, one.body, one.end);
    at = one.end;
  }
  return null;
}

function elementAt(bytes: Buffer, at: number): Element | null {
  const id = variable(bytes, at, 4, true);
  if (!id) return null;
  const length = variable(bytes, at + id.width, 8, false);
  if (!length) return null;
  const body = at + id.width + length.width;
  return { id: id.value, at, body, end: length.unknown ? null : body + length.value };
}

/** EBML's numbers of variable width; ids keep their marker. */
function variable(bytes: Buffer, at: number, widest: number, marker: boolean): { value: number; width: number; unknown: boolean } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const width = Math.clz32(first) - 23;
  if (width > widest || at + width > bytes.byteLength) return null;
  let value = marker ? first : first & (0xff >> width);
  let ones = (first & (0xff >> width)) === 0xff >> width;
  for (let next = 1; next < width; next += 1) {
    const byte = bytes[at + next]!;
    value = value * 256 + byte;
    ones &&= byte === 0xff;
  }
  return { value, width, unknown: ones };
}

function numberIn(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 256 + bytes[at]!;
  return value;
}
