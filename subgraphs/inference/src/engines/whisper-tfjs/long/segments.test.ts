import type { Tokens } from '../tokens/tokens.ts';
import { readWindow } from './segments.ts';

const tokens = { firstTimestamp: 100, lastTimestamp: 1_600, end: 50, isSpecial: (token: number) => token >= 50 } as Tokens;
const at = (frame: number) => 100 + frame;
const read = (said: number[], frames = 1_500) => {
  const { segments, stoppedAt } = readWindow({ tokens: said, logProbabilities: said.map((_, index) => -index / 100) }, tokens, frames);
  return { segments: segments.map(({ startFrame, endFrame, tokens: text }) => [startFrame, endFrame, ...text]), stoppedAt };
};

describe('reading a window', () => {
  it('with one closed segment goes to its end', () => {
    expect(read([at(0), 1, 2, 3, at(200)])).toEqual({ segments: [[0, 200, 1, 2, 3]], stoppedAt: null });
  });

  it('cuts at pairs of timestamps', () => {
    expect(read([at(5), 1, 2, at(100), at(120), 3, at(300)])).toEqual({ segments: [[5, 100, 1, 2], [120, 300, 3]], stoppedAt: null });
  });

  it('stops at the last pair when a segment was begun and not said', () => {
    expect(read([at(0), 1, at(100), at(100), 2, at(900), at(910)])).toEqual({ segments: [[0, 100, 1], [100, 900, 2]], stoppedAt: 900 });
  });

  it('leaves out a last segment that was cut off, to be read again', () => {
    expect(read([at(0), 1, at(100), at(110), 2, 3])).toEqual({ segments: [[0, 100, 1]], stoppedAt: 100 });
  });

  it('without timestamps takes the whole window', () => {
    expect(read([1, 2, 3], 700)).toEqual({ segments: [[0, 700, 1, 2, 3]], stoppedAt: null });
  });

  it('never goes beyond its sound, and says nothing for nothing', () => {
    expect(read([at(0), 1, at(1_490)], 400)).toEqual({ segments: [[0, 400, 1]], stoppedAt: null });
    expect(read([at(0), at(30)])).toEqual({ segments: [], stoppedAt: 0 });
    expect(read([])).toEqual({ segments: [], stoppedAt: null });
  });

  it('gives each token its own probability', () => {
    const [first] = readWindow({ tokens: [at(0), 7, 8, at(9)], logProbabilities: [-0.1, -0.2, -0.3, -0.4, -0.5] }, tokens, 100).segments;
    expect(first!.logProbabilities).toEqual([-0.2, -0.3]);
  });
});
