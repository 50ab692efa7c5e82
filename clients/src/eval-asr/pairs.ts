import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

export type Pair = { name: string; sound: string; reference: string };

const sounds = new Set(['.wav', '.flac', '.ogg', '.opus', '.webm', '.mp3']);

/** What an evaluation cannot use, said in one sentence. */
export class DataUnusable extends Error {}

/**
 * Every sound of a folder (and of the folders in it) with the text that stands beside it under the same name, `a.wav` and
 * `a.txt`. @throws DataUnusable where there is none; a sound without a text is an error and not left out
 */
export function readPairs(folder: string): Pair[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new DataUnusable(`${folder} is no folder`);
  const pairs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => sounds.has(extname(file).toLowerCase()))
    .toSorted()
    .map((file) => {
      const text = join(folder, `${file.slice(0, -extname(file).length)}.txt`);
      if (!existsSync(text)) throw new DataUnusable(`${file} has no text beside it`);
      return { name: file, sound: join(folder, file), reference: withoutSpeakers(readFileSync(text, 'utf8')) };
    });
  if (pairs.length === 0) throw new DataUnusable(`${folder} has no sounds with texts (a.wav and a.txt)`);
  return pairs;
}

/** Who speaks is not said: "Doctor:" and the like at the start of a line are no words of a reference. */
export function withoutSpeakers(text: string): string {
  return text.replace(/^[ \t]*\[?(?:doctor|dr|physician|clinician|provider|nurse|patient|pt|guest|family|other|speaker[ _-]?\w{1,3})\]?[ \t]*:/gimu, '');
}
