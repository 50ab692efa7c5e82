/** From so many characters on an answer is encoded here; shorter ones node copies as fast as they are. */
export const largeAnswer = 8_192;

/** Room for a head before the body. */
const room = 4_096;
const firstSize = 512 * 1_024;
/** What is larger gets a buffer of its own: rare, and not worth holding for the next. */
const longest = 4 * 1_048_576;
const mostBytesACharacter = 3;

/** An answer as UTF-8, `bytes` being its body; what stands before `bytes` in the same buffer is free for a head. */
export type Encoded = { buffer: Buffer; start: number; end: number };

/**
 * Encodes large answers into one buffer that serves again and again. Joining the parts as strings first would copy all of
 * them once for each joint, and fill the young generation with it.
 */
export function createAnswerEncoder() {
  let own: Buffer | null = null;
  return {
    encode: (before: string, data: string, after: string): Encoded => {
      const most = room + (before.length + data.length + after.length) * mostBytesACharacter;
      const reusable = most <= longest;
      let buffer = own;
      if (!reusable) buffer = Buffer.allocUnsafeSlow(most);
      else if (!buffer || buffer.length < most) buffer = Buffer.allocUnsafeSlow(Math.max(firstSize, most));
      own = null;
      let end = room + buffer.write(before, room, 'utf8');
      end += buffer.write(data, end, 'utf8');
      end += buffer.write(after, end, 'utf8');
      return { buffer, start: room, end };
    },
    /** Nobody reads it any more. */
    release: ({ buffer }: Encoded): void => {
      if (buffer.length <= longest) own = buffer;
    },
  };
}

export type AnswerEncoder = ReturnType<typeof createAnswerEncoder>;
