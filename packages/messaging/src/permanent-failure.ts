/**
 * Thrown by a handler when no other attempt can help: the message goes to the dead letters at once.
 * The message is for operators and is kept there: no patient data in it.
 */
export class PermanentFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PermanentFailure';
    this.code = code;
  }
}
