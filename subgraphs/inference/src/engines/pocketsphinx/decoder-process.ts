import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { EngineUnavailable } from '../contract.ts';
import { decoderScript } from './decoder-script.ts';
import { remedy } from './install.ts';
import type { PythonCommand } from './install.ts';

/** Milliseconds from the utterance's start; posterior 0..1. */
export type HeardWord = { text: string; startMs: number; endMs: number; confidence: number };

/** Words with further pronunciations in the model's phones, and phrases to take as one word. */
export type Vocabulary = { words: Record<string, readonly string[]>; phrases: readonly string[] };

/** The child died or fell silent: this utterance is lost, a new child can do the next. */
export class DecoderLost extends Error {
  constructor(reason: string) {
    super(`the recogniser ${reason}`);
    this.name = 'DecoderLost';
  }
}

export type DecoderProcess = {
  version: string;
  pid: number;
  /** 16 kHz mono, -1..1. One at a time. @throws DecoderLost */
  decode(samples: Float32Array, deadlineMs: number): Promise<HeardWord[]>;
  /** At once: an abort does not wait for the end of an utterance. */
  kill(): void;
  alive(): boolean;
};

const startDeadlineMs = 30_000;
const frameMs = 10;

const opening = z.union([z.object({ ready: z.string() }), z.object({ unavailable: z.string() })]);
const answer = z.object({ id: z.number(), words: z.array(z.tuple([z.string(), z.number(), z.number(), z.number()])) });

/** @throws EngineUnavailable when none of the candidates has the recogniser */
export async function startDecoder(candidates: readonly PythonCommand[], vocabulary: Vocabulary): Promise<DecoderProcess> {
  for (const candidate of candidates) {
    const decoder = await tryStart(candidate, vocabulary);
    if (decoder) return decoder;
  }
  throw new EngineUnavailable('ASR_ENGINE_UNAVAILABLE', 'No speech recogniser runs on this machine: python3 with pocketsphinx was not found.', remedy);
}

async function tryStart({ python, env }: PythonCommand, vocabulary: Vocabulary): Promise<DecoderProcess | null> {
  const child = spawn(python, ['-u', '-c', decoderScript], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = linesOf(child);
  child.stdin.write(`${JSON.stringify(vocabulary)}\n`);
  const first = await lines.next(startDeadlineMs).catch(() => null);
  const opened = opening.safeParse(first === null ? null : JSON.parse(first));
  if (!opened.success || !('ready' in opened.data)) {
    child.kill('SIGKILL');
    return null;
  }

  let count = 0;
  let lost = false;
  const kill = () => {
    lost = true;
    child.kill('SIGKILL');
  };
  return {
    version: opened.data.ready,
    pid: child.pid ?? 0,
    alive: () => !lost && child.exitCode === null && child.signalCode === null,
    kill,
    async decode(samples, deadlineMs) {
      const id = (count += 1);
      const pcm = toPcm(samples);
      child.stdin.write(`${JSON.stringify({ id, bytes: pcm.byteLength })}\n`);
      child.stdin.write(pcm);
      try {
        const heard = answer.parse(JSON.parse(await lines.next(deadlineMs)));
        if (heard.id !== id) throw new DecoderLost('answered another question');
        return heard.words.map(([text, start, end, confidence]) => ({ text, startMs: start * frameMs, endMs: (end + 1) * frameMs, confidence }));
      } catch (error) {
        // Out of step with the child: it is of no use any more.
        kill();
        throw error instanceof DecoderLost ? error : new DecoderLost('answered what does not fit');
      }
    },
  };
}

/** The child's lines, one for each `next`. The child's end ends a wait. */
function linesOf(child: ChildProcessWithoutNullStreams): { next(deadlineMs: number): Promise<string> } {
  const held: string[] = [];
  let ended = false;
  let wake: (() => void) | undefined;
  const end = () => {
    ended = true;
    wake?.();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    held.push(line);
    wake?.();
  });
  // It may quote the sound's path at most, but nobody reads it: the exit says enough.
  child.stderr.resume();
  // A write to a child that died; its end is what counts.
  child.stdin.on('error', end);
  child.once('error', end);
  child.once('close', end);
  return {
    async next(deadlineMs) {
      const giveUp = Date.now() + deadlineMs;
      while (held.length === 0) {
        if (ended) throw new DecoderLost('ended');
        const left = giveUp - Date.now();
        if (left <= 0) throw new DecoderLost('fell silent');
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return held.shift() as string;
    },
  };
}

function toPcm(samples: Float32Array): Buffer {
  const pcm = Buffer.alloc(samples.length * 2);
  for (let i = 0; i < samples.length; i += 1) pcm.writeInt16LE(Math.round(Math.max(-1, Math.min(1, samples[i]!)) * 32_767), i * 2);
  return pcm;
}
