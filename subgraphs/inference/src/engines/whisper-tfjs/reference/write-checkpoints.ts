/**
 * `node reference/write-checkpoints.ts DIR`: writes the random checkpoints and their sound that expected.py reads.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCheckpoint } from '../testing/made-checkpoint.ts';
import { makeSound } from '../testing/made-sound.ts';
import { referenceShapes, referenceSoundSeed } from '../testing/reference-shapes.ts';

const [, , folder] = process.argv;
if (!folder) throw new Error('say where to: node write-checkpoints.ts DIR');
for (const [name, shape] of Object.entries(referenceShapes)) {
  makeCheckpoint(join(folder, name), shape);
  const sound = makeSound(Math.round(shape.frames * 320 * 0.8), referenceSoundSeed);
  writeFileSync(join(folder, name, 'sound.f32'), Buffer.from(sound.buffer));
}
