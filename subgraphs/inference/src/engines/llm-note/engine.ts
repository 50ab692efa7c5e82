import type { NoteResult } from '@dra/events';
import type { Engine, EngineItem, EngineOutcome } from '../contract.ts';
import type { NoteInput } from '../extractive-note/index.ts';
import { findTemplate } from '../extractive-note/templates.ts';
import { askModel, ModelFault, usualLimits } from './ask-model.ts';
import type { Endpoint, Limits } from './ask-model.ts';
import { composeNote } from './compose-note.ts';
import { medicationsOf } from './medications.ts';
import { messagesFor } from './prompt.ts';
import { readReply, replySchemaFor } from './reply-schema.ts';

/** Bump when the same reply becomes another note. */
const version = '1.0.0';
/** A longer one is not sent: no usual context holds it. About three hours of talk. */
const longestCharacters = 200_000;
/** A reply of which more than this share does not hold is not believed in the rest. */
const mostUnsupported = 0.5;

/**
 * Notes by a large language model behind any OpenAI-compatible endpoint, which gets the transcript's words: run one of
 * your own, or under an agreement. The default drafter runs beside it, finds what the model leaves out, and drafts alone
 * where the model does not answer or is not to be believed; the note then says so.
 */
export function createLlmNoteEngine(options: { endpoint: Endpoint; usual: Engine<NoteInput, NoteResult>; limits?: Limits; atOnce?: number }): Engine<NoteInput, NoteResult> {
  const { endpoint, usual, limits = usualLimits, atOnce = 4 } = options;
  const engine = { id: 'llm-note', version: `${version}+${endpoint.model}`.slice(0, 100), tier: 'STANDARD' as const };

  async function runOne(item: EngineItem<NoteInput, NoteResult>, signal: AbortSignal): Promise<EngineOutcome<NoteResult>> {
    const { transcript, template: name } = item.input;
    const [drafted] = await usual.runBatch([{ input: item.input, onProgress: (fraction) => item.onProgress(fraction * 0.1) }], signal);
    const template = findTemplate(name);
    // Nothing was said, or it cannot be drafted: no model changes that.
    if (!drafted || drafted.kind !== 'ok' || !template) return drafted as EngineOutcome<NoteResult>;
    const instead = (reason: string): EngineOutcome<NoteResult> => ({
      kind: 'ok',
      output: { ...drafted.output, warnings: [{ code: 'LLM_NOT_USED', message: `The language model was not used (${reason}): the default drafter wrote this draft.` }, ...drafted.output.warnings] },
    });
    if (transcript.segments.reduce((sum, { text }) => sum + text.length, 0) > longestCharacters) return instead('TRANSCRIPT_TOO_LONG');
    const medications = medicationsOf(transcript);
    const until = item.signal ? AbortSignal.any([signal, item.signal]) : signal;
    try {
      const { reply, tokens } = await askModel(
        endpoint,
        { messages: messagesFor(transcript, template, medications), schema: replySchemaFor(template.sections.map(({ code }) => code)) },
        (answer) => {
          const reply = readReply(answer.text);
          return reply && { reply, tokens: answer.tokens };
        },
        until,
        limits,
      );
      const composed = composeNote(reply, { transcript, template, medications, usual: drafted.output, engine });
      item.onProgress(1);
      if (composed.statements === 0) return instead('EMPTY_NOTE');
      if (composed.unsupported > composed.statements * mostUnsupported) return instead('NOT_SUPPORTED');
      return { kind: 'ok', output: composed.note, ...(tokens === null ? {} : { tokens }) };
    } catch (error) {
      signal.throwIfAborted();
      // Cancelled alone: its outcome is thrown away.
      if (item.signal?.aborted) return instead('CANCELLED');
      if (error instanceof ModelFault) return instead(error.reason);
      throw error;
    }
  }

  return {
    load: () => usual.load(),
    warmup: () => usual.warmup(),
    runBatch: async (items, signal) =>
      Promise.all(
        items.map(async (item) => {
          const outcome = await runOne(item, signal);
          item.onOutcome?.(outcome);
          return outcome;
        }),
      ),
    describe: () => ({ ...engine, maxBatch: atOnce, extraMs: limits.totalMs }),
    close: () => usual.close(),
  };
}
