import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '@dra/access';
import type { Exchange } from '../hooks/contract.ts';
import { FewNotes } from '../hooks/notes.ts';
import type { Notes } from '../hooks/notes.ts';
import type { CancelListener, CancelSignal } from '../transport/contract.ts';

const noLabels: ReadonlySet<string> = new Set();

export type ExchangeOrigin = {
  method: 'GET' | 'POST';
  headers: IncomingHttpHeaders;
  /** Epoch milliseconds. */
  deadline: number;
  /** Of the connection, or what a trusted proxy says. */
  address: string;
  requestId?: string | undefined;
  signal?: CancelSignal | null;
};

/** What of an AbortSignal a request needs, for a fifth of its price: nearly nobody leaves before the answer. */
class Leaving implements CancelSignal {
  aborted = false;
  /** Mostly one: a request's fetches follow one another, or are few. */
  private listeners: CancelListener[] = [];

  addEventListener(_type: 'abort', listener: CancelListener): void {
    this.listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: CancelListener): void {
    const at = this.listeners.lastIndexOf(listener);
    if (at === -1) return;
    const last = this.listeners.pop() as CancelListener;
    if (at < this.listeners.length) this.listeners[at] = last;
  }

  abort(): void {
    this.aborted = true;
    const { listeners } = this;
    this.listeners = [];
    for (const listener of listeners) {
      if (typeof listener === 'function') listener();
      else listener.handleEvent();
    }
  }
}

/** One GraphQL request. What not every request needs (an id, a signal, notes) is made when it is first asked for. */
export class OpenExchange implements Exchange {
  readonly method: 'GET' | 'POST';
  readonly headers: IncomingHttpHeaders;
  readonly startedAt: number;
  deadline: number;
  caller: Caller | null = null;
  callerNotes: Notes | null = null;
  readonly forwarded: Record<string, string> = {};
  readonly responseHeaders: Record<string, string> = {};
  overrideLabels: ReadonlySet<string> = noLabels;
  graphVersion: string | undefined = undefined;
  private gone = false;
  private leaving: Leaving | null = null;
  private ownSignal: CancelSignal | null | undefined;
  private ownId: string | undefined;
  private ownNotes: FewNotes | null = null;
  private readonly ownAddress: string;

  constructor(origin: ExchangeOrigin) {
    this.method = origin.method;
    this.headers = origin.headers;
    this.startedAt = performance.now();
    this.deadline = origin.deadline;
    this.ownId = origin.requestId;
    this.ownSignal = origin.signal;
    this.ownAddress = origin.address;
  }

  get requestId(): string {
    return (this.ownId ??= randomUUID());
  }

  get notes(): FewNotes {
    return (this.ownNotes ??= new FewNotes());
  }

  get signal(): CancelSignal | null {
    if (this.ownSignal !== undefined) return this.ownSignal;
    this.leaving = new Leaving();
    if (this.gone) this.leaving.abort();
    return (this.ownSignal = this.leaving);
  }

  set signal(signal: CancelSignal | null) {
    this.ownSignal = signal;
  }

  get address(): string {
    return this.ownAddress;
  }

  /** For one operation of a batch: the same request, with notes of its own, so that operations side by side do not mix theirs. */
  part(): OpenExchange {
    // The client leaves all of them at once.
    void this.signal;
    const part = Object.create(this) as OpenExchange;
    part.ownNotes = this.notes.copy();
    return part;
  }

  /** The client has left before it had its answer. */
  leave(): void {
    this.gone = true;
    this.leaving?.abort();
  }
}

/** A request over HTTP, and where its answer goes. */
export class FrontExchange extends OpenExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  private readonly trustedProxies: number;

  constructor(request: IncomingMessage, response: ServerResponse, settings: { deadline: number; trustedProxies: number; requestId: string | undefined }) {
    super({ method: request.method as 'GET' | 'POST', headers: request.headers, deadline: settings.deadline, address: '', requestId: settings.requestId });
    this.request = request;
    this.response = response;
    this.trustedProxies = settings.trustedProxies;
  }

  override get address(): string {
    return addressOf(this.request, this.trustedProxies);
  }
}

/** Each proxy of ours adds whom it heard on the right; what stands further left anybody may have written. */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  if (trustedProxies === 0 || typeof forwarded !== 'string') return direct;
  const hops = forwarded.split(',');
  return hops[Math.max(0, hops.length - trustedProxies)]?.trim() || direct;
}
