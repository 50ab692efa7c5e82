import { SoundError, readSections, samplesAsWav } from '@dra/audio';
import type { HearingCursor, Section, SectionsRead } from '@dra/audio';
import { toldHints } from '@dra/events';
import type { EngineDescription, HeardEvidence, LiveHearing, TranscriptionResult } from '@dra/events';
import type { Engine, EngineItem, EngineOutcome, TranscriptionInput } from '../engines/contract.ts';
import { voiceprintOf, withSpeakers } from '../engines/speakers/index.ts';
import type { HearableInput, HearingTask } from './hearing-input.ts';

type Transcriber = Engine<TranscriptionInput, TranscriptionResult>;
type Heard = TranscriptionResult | LiveHearing;
type Item = EngineItem<HearableInput, Heard>;
type Segment = TranscriptionResult['segments'][number];

/** Sections that one step reads, and that lie in memory at once: some two minutes of sound. */
const mostSections = 8;
/** Less than this of an open section holds no word. Samples. */
const leastTail = 8_000;
/** A device that was forgotten is not listened to for ever: steps end here (OFF), and the rest is heard at the end. */
const longestStepsMs = 4 * 3_600_000;
const longestMs = 12 * 3_600_000;

/**
 * Lets any transcriber hear a visit while it goes on. A recording is cut into sections at its pauses, always at the same
 * ones (@dra/audio); each is transcribed as a sound of its own, once, and its words never change. So the words of a whole
 * are the same whether it was heard in steps, in others, or all at its end. Who speaks is told over the whole.
 * Items that are no hearing pass through.
 */
export function createHearingEngine(transcriber: Transcriber): Engine<HearableInput, Heard> {
  return {
    load: () => transcriber.load(),
    warmup: () => transcriber.warmup(),
    describe: () => transcriber.describe(),
    close: () => transcriber.close(),
    async runBatch(items, signal) {
      const outcomes: EngineOutcome<Heard>[] = [];
      const asked = items.map((item, at) => ({ item, at }));
      let plain = asked.filter(({ item }) => !item.input.hearing);
      let hearings = asked.flatMap(({ item, at }) => (item.input.hearing ? [openHearing(item, item.input.hearing, at, transcriber.describe())] : []));
      for (; plain.length > 0 || hearings.length > 0; plain = []) {
        signal.throwIfAborted();
        const parts = await Promise.all(hearings.map((one) => one.next(signal)));
        const batch = [...plain.map(({ item }) => item as EngineItem<TranscriptionInput, TranscriptionResult>), ...parts.flat()];
        const done = batch.length > 0 ? await transcriber.runBatch(batch, signal) : [];
        plain.forEach(({ at }, index) => (outcomes[at] = done[index]!));
        let from = plain.length;
        hearings.forEach((one, index) => {
          const count = parts[index]!.length;
          const outcome = one.take(done.slice(from, from + count));
          from += count;
          if (!outcome) return;
          outcomes[one.at] = outcome;
          one.item.onProgress(1);
          one.item.onOutcome?.(outcome);
        });
        hearings = hearings.filter(({ at }) => !outcomes[at]);
      }
      return outcomes;
    },
  };
}

type Parts = EngineItem<TranscriptionInput, TranscriptionResult>[];
type Hearing = {
  item: Item;
  at: number;
  /** What is to be transcribed next. */
  next(signal: AbortSignal): Promise<Parts>;
  /** Takes its words; null while there is more to read. */
  take(words: readonly EngineOutcome<TranscriptionResult>[]): EngineOutcome<Heard> | null;
};

function openHearing(item: Item, task: HearingTask, at: number, described: EngineDescription): Hearing {
  const { audio, hints, partOf } = item.input;
  const said: Segment[] = [];
  const evidence: HeardEvidence = { voiceprints: [], channels: [] };
  const languages = new Map<string, number>();
  let cursor = task.kind === 'step' ? (task.cursor as HearingCursor | null) : null;
  let read: SectionsRead | null = null;
  let failure: EngineOutcome<Heard> | null = null;
  let whole = false;
  let tokens = 0;
  let engine: EngineDescription = { id: described.id, version: described.version, tier: described.tier };

  /** What was heard before counts when this very engine heard it. */
  const recall = () => {
    if (task.kind === 'step' || task.heard.some((one) => one.engine.id !== described.id || one.engine.version !== described.version)) return;
    for (const one of task.heard) {
      said.push(...one.segments);
      evidence.voiceprints.push(...one.evidence.voiceprints);
      evidence.channels.push(...one.evidence.channels);
      if (one.language) count(one.language, one.segments);
    }
    cursor = (task.heard.at(-1)?.cursor as HearingCursor | undefined) ?? null;
  };
  const count = (language: string, segments: readonly Segment[]) => languages.set(language, segments.reduce((sum, { text }) => sum + text.length, languages.get(language) ?? 0));
  const mostSpoken = () => [...languages].reduce<[string, number] | null>((best, one) => (best && best[1] >= one[1] ? best : one), null)?.[0] ?? null;

  const part = (section: Section): Parts[number] => ({
    input: { audio: samplesAsWav(section.samples), mediaType: 'audio/wav', ...(hints ? { hints } : {}), ...(partOf ? { partOf } : {}) },
    onProgress: () => undefined,
    ...(item.signal ? { signal: item.signal } : {}),
  });
  const add = (section: Section, { segments, language }: TranscriptionResult) => {
    const offset = Math.round(section.startSample / 16);
    for (const segment of segments) {
      const placed = { ...segment, startMs: segment.startMs + offset, endMs: segment.endMs + offset };
      if (segment.words) placed.words = segment.words.map((word) => ({ ...word, startMs: word.startMs + offset, endMs: word.endMs + offset }));
      said.push(placed);
      const voice = voiceprintOf(section.samples.subarray(segment.startMs * 16, segment.endMs * 16));
      if (voice) evidence.voiceprints.push({ ...voice, means: [...voice.means], variances: [...voice.variances], startMs: placed.startMs, endMs: placed.endMs });
      evidence.channels.push(section.channelLoudness(placed.startMs, placed.endMs));
    }
    count(language, segments);
  };

  recall();

  return {
    item,
    at,
    async next(signal) {
      const firstByte = task.kind === 'step' ? task.firstByte : 0;
      try {
        read = await readSections({ cursor, stretch: { bytes: audio, firstByte }, ended: task.kind === 'rest', most: mostSections, maxDurationMs: task.kind === 'step' ? longestStepsMs : longestMs, signal });
      } catch (error) {
        if (!(error instanceof SoundError)) throw error;
        failure = { kind: 'failed', code: error.code, retryable: false, message: error.message };
        // Not a sound that can be heard in parts: it is transcribed as every other recording is.
        if (task.kind === 'rest' && cursor === null && error.code === 'AUDIO_UNREADABLE') whole = true;
        const { hearing: _, ...input } = item.input;
        return whole ? [{ ...item, input, onOutcome: () => undefined } as Parts[number]] : [];
      }
      cursor = read.cursor;
      // A step that has sections to catch up with reads no tail: the next one will.
      const keepsUp = task.kind === 'step' && read.all && read.sections.length <= 1;
      const tail = keepsUp && read.open && read.open.samples.length >= leastTail ? [read.open] : [];
      return [...read.sections, ...tail].map(part);
    },
    take(words) {
      if (whole) return words[0] ?? failure;
      if (failure || !read) return failure;
      const failed = words.slice(0, read.sections.length).find((one) => one.kind === 'failed');
      if (failed) return failed;
      read.sections.forEach((section, index) => {
        const one = words[index];
        if (one?.kind !== 'ok') return;
        add(section, one.output);
        tokens += one.tokens ?? 0;
        engine = one.output.engine;
      });
      if (task.kind === 'step') {
        const tail = words[read.sections.length];
        return {
          kind: 'ok',
          tokens,
          output: {
            kind: 'live-hearing', step: task.step, engine, language: mostSpoken(), segments: said, evidence,
            tail: tail?.kind === 'ok' ? tail.output.segments.map(({ text }) => text).join(' ') : '',
            heardMs: Math.round(read.heardSamples / 16), all: read.all, nextByte: cursor?.place.byte ?? 0, cursor, before: task.before,
            // Without the record they are not all there is: the next step asks again.
            ...(hints?.medicines ? { hints: toldHints.parse(hints) } : {}),
          },
        };
      }
      if (!read.all) return null;
      if (said.length === 0) return { kind: 'no-speech' };
      const language = mostSpoken() ?? 'en-US';
      const segments = said.map(({ speaker: _, speakerConfidence: __, ...segment }) => segment);
      return { kind: 'ok', tokens, output: { engine, language, durationMs: Math.round(read.heardSamples / 16), segments: withSpeakers({ segments, ...evidence, language }) } };
    },
  };
}
