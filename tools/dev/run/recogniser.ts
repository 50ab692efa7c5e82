import { installPocketsphinx } from '../../../subgraphs/inference/src/engines/pocketsphinx/install.ts';
import { during } from '../servers/progress.ts';
import type { Say } from '../servers/progress.ts';

/** Speech recognition is the one thing besides Redis that a start can do without: transcripts can be uploaded as text. */
export async function provideRecogniser(env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const installed = await during(say, 'installing the speech recogniser (pocketsphinx, into the user\'s cache)', () => installPocketsphinx({ env, cacheHome: env['XDG_CACHE_HOME'] || undefined }));
  if (!installed.ok) say(`warning: recordings cannot be transcribed here: ${installed.reason}. ${installed.remedy}`);
}
