/** What a clinician can act on, as data. */
export type UserError<Code extends string = string> = { code: Code; message: string; path: string[] | null };

export function userError<Code extends string>(code: Code, message: string, path?: readonly string[]): UserError<Code> {
  return { code, message, path: path ? [...path] : null };
}
