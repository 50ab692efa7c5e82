import type { TranscriptDocument } from '@dra/events';
import { createExtractiveNoteEngine } from '../../subgraphs/inference/src/engines/extractive-note/index.ts';
import { createOrdersEngine } from '../../subgraphs/inference/src/engines/orders/index.ts';
import { segmentsOfText } from '../../subgraphs/voice/src/domain/segments-of-text.ts';

const id = '01932c07-1f6d-7a2e-9a55-0f6a3a0c2b11';

/** How long the engine of a kind takes by itself, in milliseconds, run after run: the peer of the queued way. */
export async function directly(kind: 'NOTE' | 'PRESCRIPTION', text: string, times: number): Promise<number[]> {
  const transcript: TranscriptDocument = {
    transcriptId: id,
    recordingId: null,
    encounterId: id,
    patientId: id,
    version: 1,
    timing: 'NONE',
    engine: { id: 'uploaded', version: '1', tier: 'HUMAN' },
    language: 'en-US',
    segments: segmentsOfText(text).map((turn, seq) => ({ id: `${id}.${seq}`, seq, startMs: null, endMs: null, confidence: null, ...turn })),
  };
  const run = kind === 'NOTE' ? await noteEngine() : await ordersEngine();
  const figures: number[] = [];
  for (let time = 0; time < times + 2; time += 1) {
    const began = performance.now();
    await run(transcript);
    // The first two warm the compiler.
    if (time >= 2) figures.push(performance.now() - began);
  }
  return figures;
}

async function noteEngine() {
  const engine = createExtractiveNoteEngine();
  await engine.load();
  return (transcript: TranscriptDocument) => engine.runBatch([{ input: { transcript, template: 'soap' }, onProgress: () => {} }], new AbortController().signal);
}

async function ordersEngine() {
  const engine = createOrdersEngine();
  await engine.load();
  return (transcript: TranscriptDocument) => engine.runBatch([{ input: transcript, onProgress: () => {} }], new AbortController().signal);
}
