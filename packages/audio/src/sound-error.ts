export type SoundFault = 'AUDIO_UNREADABLE' | 'AUDIO_TOO_LONG';

/** The sound itself is at fault, so that trying again changes nothing. A store that fails throws its own error instead. */
export class SoundError extends Error {
  readonly code: SoundFault;

  constructor(code: SoundFault, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'SoundError';
    this.code = code;
  }
}
