import { extname } from 'node:path';

const byExtension: Record<string, string> = {
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.webm': 'audio/webm',
  '.mp3': 'audio/mpeg',
};

/**
 * What a file says of itself in its first bytes, else what its name says. Only announced: whether it is sound is found
 * out where it is decoded.
 */
export function mediaTypeOf(file: string, head: Uint8Array): string {
  const ascii = Buffer.from(head.subarray(0, 12)).toString('latin1');
  if (ascii.startsWith('RIFF') && ascii.slice(8, 12) === 'WAVE') return 'audio/wav';
  if (ascii.startsWith('fLaC')) return 'audio/flac';
  if (ascii.startsWith('OggS')) return 'audio/ogg';
  if (ascii.startsWith('\x1aE\xdf\xa3')) return 'audio/webm';
  if (ascii.startsWith('ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0)) return 'audio/mpeg';
  return byExtension[extname(file).toLowerCase()] ?? 'application/octet-stream';
}
