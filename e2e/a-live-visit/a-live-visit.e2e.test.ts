import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clinic } from '../support/clinic.ts';
import { openLive, watchLive } from '../support/live.ts';
import { until } from '../support/until.ts';
import { consentTo, draftingEnded, newPatient, startVisit } from '../support/visit.ts';

/** Some 17 s of the demo's consultation, in what a phone sends every second. */
const sound = readFileSync(join(__dirname, '..', '..', 'demo', 'audio', 'consultation.ogg')).subarray(0, 98_000);
const chunks = Array.from({ length: 14 }, (_, index) => sound.subarray(index * 7_000, (index + 1) * 7_000));

async function visit() {
  const { prescriber } = await clinic();
  const patient = await newPatient(prescriber);
  await consentTo(prescriber, patient.id);
  const encounterId = await startVisit(prescriber, patient.id);
  return { prescriber, patient, encounterId, device: await openLive(prescriber, encounterId, 'audio/ogg') };
}

const transcriptOf = async ({ prescriber, encounterId, device }: Awaited<ReturnType<typeof visit>>) => {
  const jobs = await draftingEnded(prescriber, encounterId, 120);
  expect(jobs.map((job) => [job.kind, job.status])).toEqual([['TRANSCRIPTION', 'SUCCEEDED'], ['NOTE', 'SUCCEEDED'], ['PRESCRIPTION', 'SUCCEEDED']]);
  const { recording } = await prescriber.get<{ recording: { transcript: { segments: { startMs: number; text: string; speaker: string }[] } } }>(
    `query ($id: ID!) { recording(id: $id) { transcript { segments { startMs text speaker } } } }`,
    { id: device.recordingId },
  );
  return recording.transcript.segments;
};

test('a visit is heard while it goes on, through the death of its worker; its transcript says what it would say had nobody listened before', async () => {
  const { graph, tokens } = await clinic();
  const heard = await visit();
  const unheard = await visit();
  const watch = watchLive(graph.url, tokens.prescriber, heard.device.recordingId);
  // The second chunk comes before the first, and one twice.
  for (const seq of [1, 0, 2, 2, 3, 4, 5]) await heard.device.send(seq, chunks[seq]!);
  await until(() => heard.device.heard(), (live) => (live?.tail ?? '') !== '' || (live?.segments.length ?? 0) > 0, 60);
  const killing = graph.kill('worker-transcription');
  for (const seq of [6, 7, 8, 9, 10, 11, 12]) await heard.device.send(seq, chunks[seq]!);
  await killing;
  const before = await until(() => heard.device.heard(), (live) => (live?.segments.length ?? 0) > 0, 90);
  expect(before).toMatchObject({ reason: null });
  await heard.device.send(13, chunks[13]!);
  await heard.device.complete(chunks);
  const transcript = await transcriptOf(heard);
  expect(await heard.device.heard()).toBeNull();
  await watch.stop();

  // What was shown once was never changed or taken back.
  const shown = watch.seen.flatMap((live) => (live ? [live.segments] : []));
  expect(shown.at(-1)!.length).toBeGreaterThan(0);
  shown.forEach((segments, index) => expect(segments.slice(0, shown[index - 1]?.length ?? 0)).toEqual(shown[index - 1] ?? []));
  // Those words stand in the transcript, whose speakers are told over the whole.
  expect(transcript.slice(0, shown.at(-1)!.length).map(({ startMs, text }) => [startMs, text])).toEqual(shown.at(-1)!.map(({ startMs, text }) => [startMs, text]));

  for (const [seq, chunk] of chunks.entries()) if (seq > 0) await unheard.device.send(seq, chunk);
  await unheard.device.send(0, chunks[0]!);
  await unheard.device.complete(chunks);
  expect((await transcriptOf(unheard)).map(({ text }) => text)).toEqual(transcript.map(({ text }) => text));
}, 240_000);
