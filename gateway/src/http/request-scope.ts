import { AsyncLocalStorage } from 'node:async_hooks';

/** Which request is being answered: for the few places that Apollo Server gives no context to. */
export const requestScope = new AsyncLocalStorage<{ requestId: string }>();
