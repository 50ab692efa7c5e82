import { mediaTypeOf } from './media-type.ts';

const head = (text: string) => Buffer.from(text, 'latin1');

describe('mediaTypeOf', () => {
  it.each([
    ['a', head('RIFF\x00\x00\x00\x00WAVEfmt '), 'audio/wav'],
    ['a.mp3', head('fLaC\x00\x00\x00"'), 'audio/flac'],
    ['a', head('OggS\x00\x02'), 'audio/ogg'],
    ['a', head('\x1aE\xdf\xa3\x01'), 'audio/webm'],
    ['a', head('ID3\x04'), 'audio/mpeg'],
    ['a', head('\xff\xfb\x90'), 'audio/mpeg'],
    ['visit.WAV', head('not sound'), 'audio/wav'],
    ['visit.opus', head(''), 'audio/ogg'],
    ['visit.txt', head('hello'), 'application/octet-stream'],
  ])('%s %j is %s', (file, bytes, expected) => {
    expect(mediaTypeOf(file, bytes)).toBe(expected);
  });
});
