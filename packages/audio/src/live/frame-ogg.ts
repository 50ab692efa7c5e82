import type { SoundFraming, SoundPlace, Stretch } from './framing.ts';

type Page = { at: number; end: number; continued: boolean; granule: number; packetsEnded: number };

/** Null while the head is not all there; undefined for what is not Opus. */
export function frameOgg(head: Uint8Array): SoundFraming | null | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  let packets = 0;
  let preSkip = 0;
  for (const page of pagesOf(bytes, 0)) {
    if (page.at === 0) {
      const opus = bytes.indexOf('OpusHead');
      if (opus < 0 || opus > page.end) return undefined;
      preSkip = bytes.readUInt16LE(opus + 10);
    }
    packets += page.packetsEnded;
    // The head and the tags have pages of their own: RFC 7845.
    if (packets >= 2) {
      return { container: 'OGG', header: bytes.subarray(0, page.end).toString('base64'), firstByte: page.end, lastByte: null, rate: 0, frameBytes: 0, preSkip, tickNs: 0, firstTick: 0 };
    }
  }
  return null;
}

/** After each page that ends with a packet. A page's granule counts the samples at 48 kHz up to its end, warm-up included. */
export function* oggPlaces({ preSkip }: SoundFraming, { bytes, firstByte }: Stretch, from: SoundPlace): Generator<SoundPlace, void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let before: Page | null = null;
  for (const page of pagesOf(buffer, from.byte - firstByte)) {
    if (before && before.granule >= 0 && !page.continued) yield { byte: firstByte + page.at, sample: Math.max(0, Math.round((before.granule - preSkip) / 3)) };
    before = page;
  }
}

function* pagesOf(bytes: Buffer, start: number): Generator<Page, void> {
  for (let at = start; at + 27 <= bytes.byteLength; ) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS') return;
    const segments = bytes.readUInt8(at + 26);
    const table = bytes.subarray(at + 27, at + 27 + segments);
    if (table.byteLength < segments) return;
    const end = at + 27 + segments + table.reduce((sum, one) => sum + one, 0);
    if (end > bytes.byteLength) return;
    yield { at, end, continued: (bytes.readUInt8(at + 5) & 1) === 1, granule: Number(bytes.readBigInt64LE(at + 6)), packetsEnded: table.filter((one) => one < 255).length };
    at = end;
  }
}
