/** Why a live transcript is OFF, as docs/errors.md tells it; beside these, the code with which a step's job failed. */
export const offReasons = {
  MEDIA_TYPE_NOT_LIVE: { meaning: 'The sound is of a kind that cannot be taken up in its middle.', remedy: 'Record WAV, Ogg/Opus or WebM/Opus to have a visit heard while it goes on.' },
  CONSENT_REQUIRED: { meaning: 'The patient no longer consents to AI processing or to recording. What was heard is deleted.', remedy: 'Record the consent; the next recording is heard again.' },
  DEVICE_SILENT: { meaning: 'No chunk came for an hour.', remedy: 'Send the chunks that are missing and complete the recording.' },
  AUDIO_TOO_LONG: { meaning: 'The visit was heard for four hours, and is not heard on.', remedy: 'Record on, for twelve hours in all: what was not heard is transcribed at the end, with the rest.' },
  STEP_LOST: { meaning: 'No worker answered for minutes, three times.', remedy: 'See whether the transcription pool runs; the recording goes on.' },
} as const satisfies Record<string, { meaning: string; remedy: string }>;

export type OffReason = keyof typeof offReasons;
