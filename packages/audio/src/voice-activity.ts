import { framesOf, frameMs, frameSamples, isVoiced } from './speech-frames.ts';
import type { Frame } from './speech-frames.ts';
import { engineRate } from './decode-sound.ts';

/** A stretch of speech with a little silence around it; its times are the recording's. */
export type Utterance = { startMs: number; endMs: number; samples: Float32Array };

export type VoiceActivityOptions = {
  /** Speech is this much louder than the room. */
  aboveFloorDb: number;
  /** Below this nobody speaks, however quiet the room. dBFS. */
  quietestDb: number;
  /** A pause this long ends an utterance. */
  pauseMs: number;
  padMs: number;
  shortestMs: number;
  /** Longer speech is cut at its quietest moment. */
  longestMs: number;
};

const defaults: VoiceActivityOptions = { aboveFloorDb: 9, quietestDb: -60, pauseMs: 500, padMs: 200, shortestMs: 160, longestMs: 20_000 };

/** The room's noise is judged over this much sound. */
const blockFrames = 30_000 / frameMs;
/** In rooms where somebody always speaks the quietest tenth is still the room. */
const floorPercentile = 0.1;
/** Vowels make up a third of speech and more; rustling, hiss and slamming doors have none. */
const leastVoiced = 0.1;
/** Speech swells and falls by syllables; a beep, a hum or a fan does not. Standard deviation in dB. */
const leastModulationDb = 2.5;

/**
 * Finds speech by energy above the room's noise, voicing and modulation. What is steady, toneless or too short is
 * left out: a silent or noisy recording yields nothing, so that no engine can invent words for it.
 * Streams: holds at most one block (30 s) and one utterance.
 */
export async function* utterancesOf(samples: AsyncIterable<Float32Array>, options: Partial<VoiceActivityOptions> = {}): AsyncGenerator<Utterance, void> {
  const settings = { ...defaults, ...options };
  let held: Frame[] = [];
  let before: number[] = [];

  for await (const block of blocksOf(framesOf(samples))) {
    const energies = block.frames.map((frame) => frame.energyDb);
    const threshold = Math.max(settings.quietestDb, floorOf([...before, ...energies]) + settings.aboveFloorDb);
    before = energies;
    held.push(...block.frames);
    const { utterances, rest } = cut(held, threshold, settings, block.last);
    for (const frames of utterances) if (isSpeech(frames, threshold, settings)) yield toUtterance(frames);
    held = rest;
  }
}

async function* blocksOf(frames: AsyncIterable<Frame>): AsyncGenerator<{ frames: Frame[]; last: boolean }, void> {
  let block: Frame[] = [];
  for await (const frame of frames) {
    block.push(frame);
    if (block.length >= blockFrames) {
      yield { frames: block, last: false };
      block = [];
    }
  }
  yield { frames: block, last: true };
}

function floorOf(energies: number[]): number {
  const sorted = energies.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * floorPercentile)] ?? -100;
}

/** Cuts frames into loud stretches that pauses part; what may go on in the next block is the rest. */
function cut(frames: Frame[], threshold: number, settings: VoiceActivityOptions, last: boolean): { utterances: Frame[][]; rest: Frame[] } {
  const pause = settings.pauseMs / frameMs;
  const pad = settings.padMs / frameMs;
  const longest = settings.longestMs / frameMs;
  const utterances: Frame[][] = [];
  let from = -1;
  let lastLoud = -1;
  let taken = 0;
  const close = (end: number) => {
    const start = Math.max(taken, from - pad);
    const stop = Math.min(frames.length, end);
    utterances.push(frames.slice(start, stop));
    taken = stop;
    from = -1;
  };
  for (let i = 0; i < frames.length; i += 1) {
    const loud = frames[i]!.energyDb >= threshold;
    if (loud) {
      if (from < 0) from = i;
      lastLoud = i;
    } else if (from >= 0 && i - lastLoud >= pause) close(lastLoud + 1 + pad);
    if (from >= 0 && i - from >= longest) {
      const at = quietest(frames, from + Math.floor(longest / 2), i);
      close(at);
      from = at;
      lastLoud = Math.max(lastLoud, at);
    }
  }
  if (from >= 0 && last) close(lastLoud + 1 + pad);
  // Between blocks: an open utterance goes on; otherwise the pad before the next one is kept.
  const keepFrom = from >= 0 ? Math.max(taken, from - pad) : Math.max(taken, frames.length - pad);
  return { utterances, rest: last ? [] : frames.slice(keepFrom) };
}

function quietest(frames: Frame[], from: number, to: number): number {
  let best = from;
  for (let i = from; i < to; i += 1) if (frames[i]!.energyDb < frames[best]!.energyDb) best = i;
  return best;
}

function isSpeech(frames: Frame[], threshold: number, settings: VoiceActivityOptions): boolean {
  const loud = frames.filter((frame) => frame.energyDb >= threshold);
  if (loud.length * frameMs < settings.shortestMs) return false;
  const voiced = loud.filter((frame) => isVoiced(frame)).length;
  if (voiced * frameMs < settings.shortestMs / 2 || voiced < loud.length * leastVoiced) return false;
  const mean = loud.reduce((sum, frame) => sum + frame.energyDb, 0) / loud.length;
  const variance = loud.reduce((sum, frame) => sum + (frame.energyDb - mean) ** 2, 0) / loud.length;
  return Math.sqrt(variance) >= leastModulationDb;
}

function toUtterance(frames: Frame[]): Utterance {
  const samples = new Float32Array(frames.length * frameSamples);
  frames.forEach((frame, index) => samples.set(frame.samples, index * frameSamples));
  const startMs = Math.round(((frames[0]?.index ?? 0) * frameSamples * 1000) / engineRate);
  return { startMs, endMs: startMs + frames.length * frameMs, samples };
}
