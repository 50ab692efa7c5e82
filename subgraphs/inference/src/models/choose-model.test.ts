import { chooseModel } from './choose-model.ts';
import type { ModelFolder } from './model-folders.ts';
import { inCanary } from './trial-engine.ts';

const mounted = (...ids: string[]) => ids.map((id) => ({ folder: `/models/${id}`, manifest: { id } }) as ModelFolder);
const nothing = { model: '', canary: '', shadow: '' };

describe('which speech model a worker runs', () => {
  it('is pocketsphinx where none is mounted, and where it is asked for', () => {
    expect(chooseModel(nothing, [])).toMatchObject({ kind: 'pocketsphinx', reason: expect.stringContaining('demo grade') });
    expect(chooseModel({ ...nothing, model: 'pocketsphinx' }, mounted('tiny'))).toMatchObject({ kind: 'pocketsphinx' });
  });

  it('is the one that is mounted, or the one that is named', () => {
    expect(chooseModel(nothing, mounted('tiny'))).toMatchObject({ kind: 'whisper', model: { manifest: { id: 'tiny' } }, canary: null, shadow: null });
    expect(chooseModel({ ...nothing, model: 'small' }, mounted('tiny', 'small'))).toMatchObject({ model: { manifest: { id: 'small' } } });
  });

  it('is nothing at all where the wish cannot be met', () => {
    expect(chooseModel({ ...nothing, model: 'large' }, mounted('tiny'))).toMatchObject({ kind: 'impossible', remedy: expect.stringContaining('fetch large') });
    expect(chooseModel(nothing, mounted('tiny', 'small'))).toMatchObject({ kind: 'impossible', remedy: expect.stringContaining('ASR_MODEL') });
    expect(chooseModel({ ...nothing, shadow: 'large' }, mounted('tiny'))).toMatchObject({ kind: 'impossible', reason: expect.stringContaining('ASR_SHADOW') });
    for (const canary of ['tiny', 'tiny:', 'tiny:101', 'tiny:-1', ':5']) expect(chooseModel({ ...nothing, canary }, mounted('tiny')).kind).toBe('impossible');
  });

  it('has a canary by percent', () => {
    expect(chooseModel({ model: 'tiny', canary: 'small:12.5', shadow: '' }, mounted('tiny', 'small'))).toMatchObject({ canary: { percent: 12.5, model: { manifest: { id: 'small' } } } });
  });
});

describe('the canary\'s share', () => {
  const sounds = Array.from({ length: 2_000 }, (_, at) => new Uint8Array(Buffer.from(`recording ${at}`)));

  it('is about what was asked for', () => {
    const share = (percent: number) => sounds.filter((sound) => inCanary(sound, percent)).length / sounds.length;
    expect(share(0)).toBe(0);
    expect(share(100)).toBe(1);
    expect(Math.abs(share(10) - 0.1)).toBeLessThan(0.03);
  });

  it('is the same recording each time, and only grows with the percentage', () => {
    for (const sound of sounds.slice(0, 300)) if (inCanary(sound, 5)) expect(inCanary(sound, 20)).toBe(true);
  });
});
