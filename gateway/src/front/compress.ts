import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FrontSettings } from './front-settings.ts';

export type Encoding = 'br' | 'gzip';

const known = new Map<string, Encoding | null>();
const mostRemembered = 200;

/** @returns how the client likes it best, br before gzip where it has no preference; null for as it is */
export function encodingFor(acceptEncoding: string | string[] | undefined): Encoding | null {
  if (typeof acceptEncoding !== 'string' || acceptEncoding === '') return null;
  const remembered = known.get(acceptEncoding);
  if (remembered !== undefined) return remembered;
  const chosen = choose(acceptEncoding);
  if (acceptEncoding.length < 200 && known.size < mostRemembered) known.set(acceptEncoding, chosen);
  return chosen;
}

function choose(header: string): Encoding | null {
  const wishes = new Map<string, number>();
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';');
    const quality = parameters.map((one) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(one)?.[1]).find((one) => one !== undefined);
    wishes.set(name.trim().toLowerCase(), quality === undefined ? 1 : Number(quality));
  }
  const wish = (name: string) => wishes.get(name) ?? wishes.get('*') ?? 0;
  const [br, gz] = [wish('br'), wish('gzip')];
  if (br <= 0 && gz <= 0) return null;
  return br >= gz ? 'br' : 'gzip';
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** In a thread of its own, so that other requests go on. */
export function compress(body: Uint8Array, encoding: Encoding, settings: NonNullable<FrontSettings['compression']>): Promise<Buffer> {
  return encoding === 'br'
    ? brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: settings.brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } })
    : zip(body, { level: settings.gzipLevel });
}
