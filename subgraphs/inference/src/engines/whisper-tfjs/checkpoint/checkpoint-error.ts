/** A checkpoint folder that is not whole, not Whisper, or does not fit together. The message names the file, never its content. */
export class CheckpointError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CheckpointError';
  }
}
