import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Jest runs in the root of the repository, and these tests are about its files. */
export const inRepository = (...path: string[]) => resolve(process.cwd(), ...path);

export const readText = (...path: string[]) => readFileSync(inRepository(...path), 'utf8');
