/** What an entry is to become, or why it becomes nothing. Reasons name fields and codes, never values. */
export type Mapped<T> = { kind: 'thing'; thing: T; note: string | null } | { kind: 'skipped'; reason: string } | { kind: 'failed'; reason: string };

export const becomes = <T>(thing: T, note: string | null = null): Mapped<T> => ({ kind: 'thing', thing, note });
export const skipped = (reason: string): Mapped<never> => ({ kind: 'skipped', reason });

/** Not a matter of support: what it says cannot be. */
export const failed = (reason: string): Mapped<never> => ({ kind: 'failed', reason });
