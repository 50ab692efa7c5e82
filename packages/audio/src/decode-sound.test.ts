import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSound, describeSound, soundFromBytes, soundFromFile } from './index.ts';
import type { SoundSource } from './index.ts';
import { babble, tone, wav, wavHeader } from './tones.ts';

const fixture = (name: string) => readFileSync(join(__dirname, '../fixtures', name));
const hour = 3_600_000;

async function decoded(source: SoundSource, maxDurationMs = hour) {
  const sound = await decodeSound(source, { maxDurationMs });
  const pieces: Float32Array[] = [];
  try {
    for await (const piece of sound.samples()) pieces.push(piece);
  } finally {
    await sound.close();
  }
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return { ...sound, samples };
}

const decodedBytes = (bytes: Uint8Array, maxDurationMs = hour) => decoded(soundFromBytes(bytes), maxDurationMs);
const power = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;

describe('decoding', () => {
  it.each([
    ['good-morning.ogg', 'OGG', 'audio/ogg', 48_000, 1],
    ['good-morning.webm', 'WEBM', 'audio/webm', 48_000, 1],
    ['good-morning.mp3', 'MP3', 'audio/mpeg', 44_100, 2],
    ['good-morning.flac', 'FLAC', 'audio/flac', 8_000, 1],
  ])('%s becomes 16 kHz mono of the right length and loudness', async (name, container, mediaType, sampleRate, channels) => {
    const { samples, ...sound } = await decodedBytes(fixture(name));
    expect(sound).toMatchObject({ container, sampleRate, channels });
    expect(sound.damagedPackets()).toBe(0);
    expect(samples.length / 16_000).toBeGreaterThan(2.45);
    expect(samples.length / 16_000).toBeLessThan(2.6);
    expect(10 * Math.log10(power(samples))).toBeGreaterThan(-30);
    expect(10 * Math.log10(power(samples))).toBeLessThan(-10);
    expect(await describeSound(soundFromBytes(fixture(name)))).toMatchObject({ container, mediaType, sampleRate, channels });
  });

  it('finds the same speech at the same time in every container', async () => {
    const reference = (await decodedBytes(fixture('good-morning.flac'))).samples;
    for (const name of ['good-morning.ogg', 'good-morning.webm', 'good-morning.mp3']) {
      const { samples } = await decodedBytes(fixture(name));
      expect(Math.abs(delay(reference, samples))).toBeLessThan(0.03);
    }
  });

  it.each([8_000, 16_000, 44_100, 48_000])('WAV at %i Hz keeps a tone', async (rate) => {
    const { samples } = await decodedBytes(wav(tone(500, 1, rate), rate, 2));
    expect(samples.length).toBe(16_000);
    expect(Math.sqrt(2 * power(samples.subarray(1_000, 15_000)))).toBeCloseTo(0.5, 2);
  });

  it.each([
    ['8 bit', 1, 8, (value: number) => Buffer.from([Math.round(value * 127 + 128)])],
    ['24 bit', 1, 24, (value: number) => { const b = Buffer.alloc(3); b.writeIntLE(Math.round(value * 8_388_607), 0, 3); return b; }],
    ['32 bit', 1, 32, (value: number) => { const b = Buffer.alloc(4); b.writeInt32LE(Math.round(value * 2_147_483_647)); return b; }],
    ['float', 3, 32, (value: number) => { const b = Buffer.alloc(4); b.writeFloatLE(value); return b; }],
  ])('WAV of %s samples', async (_, format, bits, write) => {
    const sound = tone(500, 0.5, 16_000);
    const data = Buffer.concat([...sound].map(write));
    const { samples } = await decodedBytes(Buffer.concat([wavHeader({ format, channels: 1, rate: 16_000, bits, dataBytes: data.byteLength }), data]));
    expect(samples.length).toBe(sound.length);
    expect(Math.max(...samples.map((sample, i) => Math.abs(sample - sound[i]!)))).toBeLessThan(bits === 8 ? 0.02 : 1e-4);
  });

  it.each([[7, 0x80, 0], [7, 0xff, 0], [7, 0x00, -0.98], [6, 0xd5, 0], [6, 0x2a, -0.98]])('telephone WAV (format %i) reads byte %i as about %f', async (format, byte, wanted) => {
    const data = Buffer.alloc(1_600, byte);
    const { samples } = await decodedBytes(Buffer.concat([wavHeader({ format, channels: 1, rate: 16_000, bits: 8, dataBytes: data.byteLength }), data]));
    expect(samples[800]).toBeCloseTo(wanted === 0 && byte === 0x80 ? 0.98 : wanted, 1);
  });

  it('goes to the end of a WAV whose recorder never wrote the length', async () => {
    const whole = wav(tone(500, 1, 16_000), 16_000);
    whole.writeUInt32LE(0xffffffff, 40);
    whole.writeUInt32LE(0xffffffff, 4);
    expect((await decodedBytes(whole)).samples.length).toBe(16_000);
  });

  it('keeps what was heard before a file was cut', async () => {
    // The FLAC decoder reports the half frame on the console.
    const silenced = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const name of ['good-morning.ogg', 'good-morning.webm', 'good-morning.mp3', 'good-morning.flac']) {
      const bytes = fixture(name);
      const { samples } = await decodedBytes(bytes.subarray(0, Math.floor(bytes.length * 0.7)));
      expect([name, samples.length > 8_000 && samples.length < 40_000]).toEqual([name, true]);
    }
    expect((await decodedBytes(wav(tone(500, 1, 16_000), 16_000).subarray(0, 16_044))).samples.length).toBe(8_000);
    silenced.mockRestore();
  });

  it('reads a file block by block', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dra-audio-'));
    try {
      writeFileSync(join(folder, 'a.wav'), wav(babble(20, 16_000), 16_000));
      const { samples } = await decoded(await soundFromFile(join(folder, 'a.wav')));
      expect(samples.length).toBe(320_000);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('an empty file is a sound without samples', async () => {
    expect((await decodedBytes(new Uint8Array(0))).samples.length).toBe(0);
    expect((await decodedBytes(wav(new Float32Array(0), 16_000))).samples.length).toBe(0);
  });
});

describe('what is refused', () => {
  it.each([
    ['text', Buffer.from('Doctor: good morning\n'.repeat(200))],
    ['zeros', Buffer.alloc(5_000)],
    ['a PDF', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4_000, 7)])],
    ['a lone RIFF', Buffer.from('RIFF')],
    ['a WAV without its format', Buffer.concat([Buffer.from('RIFF\x10\x00\x00\x00WAVEdata\x04\x00\x00\x00', 'latin1'), Buffer.alloc(4)])],
    ['an Ogg header and nothing else', fixture('good-morning.ogg').subarray(0, 60)],
    ['Vorbis', fixture('vorbis.ogg')],
  ])('%s is AUDIO_UNREADABLE', async (_, bytes) => {
    await expect(decodedBytes(bytes)).rejects.toMatchObject({ name: 'SoundError', code: 'AUDIO_UNREADABLE' });
    if (bytes.byteLength > 100) await expect(describeSound(soundFromBytes(bytes))).rejects.toMatchObject({ code: 'AUDIO_UNREADABLE' });
  });

  it('a sound longer than allowed is AUDIO_TOO_LONG, from the header where it says so', async () => {
    await expect(decodeSound(soundFromBytes(wav(tone(500, 2, 16_000), 16_000)), { maxDurationMs: 1_000 })).rejects.toMatchObject({ code: 'AUDIO_TOO_LONG' });
    await expect(decodedBytes(fixture('good-morning.mp3'), 1_000)).rejects.toMatchObject({ code: 'AUDIO_TOO_LONG' });
  });

  it('a store that fails is not a broken file', async () => {
    const away = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
    const source: SoundSource = { byteLength: 10_000, read: async () => Promise.reject(away), close: async () => undefined };
    await expect(decoded(source)).rejects.toBe(away);
  });

  it('an abort ends the decoding', async () => {
    const controller = new AbortController();
    const sound = await decodeSound(soundFromBytes(wav(tone(500, 5, 16_000), 16_000)), { maxDurationMs: hour, signal: controller.signal });
    const read = async () => {
      for await (const piece of sound.samples()) if (piece.length > 0) controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

/** Seconds by which `other` comes later than `reference`: the shift at which the loudness of 5 ms steps agrees best. */
function delay(reference: Float32Array, other: Float32Array): number {
  const envelope = (samples: Float32Array) => Array.from({ length: Math.floor(samples.length / 80) }, (_, i) => power(samples.subarray(i * 80, i * 80 + 80)));
  const a = envelope(reference);
  const b = envelope(other);
  let best = { shift: 0, score: -1 };
  for (let shift = -40; shift <= 40; shift += 1) {
    const score = a.reduce((sum, value, i) => sum + value * (b[i + shift] ?? 0), 0);
    if (score > best.score) best = { shift, score };
  }
  return best.shift * 0.005;
}
