import { z } from 'zod';

/** Bounds beyond which a reply is no note: a model that runs away is not believed in part. */
const bounds = { sections: 12, statements: 120, text: 1_000, quotes: 8, quote: 2_000 };

/** What the model is asked for. Lines are the transcript's segments, from 0; quotes are words of theirs. */
export const modelReply = z.object({
  sections: z
    .array(
      z.object({
        code: z.string().max(32),
        statements: z
          .array(
            z.object({
              text: z.string().min(1).max(bounds.text),
              quotes: z.array(z.object({ line: z.number().int().nonnegative(), quote: z.string().min(1).max(bounds.quote) })).max(bounds.quotes),
            }),
          )
          .max(bounds.statements),
      }),
    )
    .max(bounds.sections),
});
export type ModelReply = z.infer<typeof modelReply>;

/** The same as JSON Schema in the strict subset that endpoints can enforce: every field required, nothing beside them. */
export function replySchemaFor(codes: readonly string[]): Record<string, unknown> {
  const object = (properties: Record<string, unknown>) => ({ type: 'object', properties, required: Object.keys(properties), additionalProperties: false });
  const list = (items: unknown) => ({ type: 'array', items });
  return object({
    sections: list(object({ code: { type: 'string', enum: codes }, statements: list(object({ text: { type: 'string' }, quotes: list(object({ line: { type: 'integer' }, quote: { type: 'string' } })) })) })),
  });
}

/** The note in a reply's text, which may stand in a code fence; null when there is none. */
export function readReply(text: string): ModelReply | null {
  const bare = text.trim().replace(/^```(?:json)?\s*/i, '').replace(/\s*```$/, '');
  try {
    return modelReply.safeParse(JSON.parse(bare)).data ?? null;
  } catch {
    // Not JSON: no note.
    return null;
  }
}
