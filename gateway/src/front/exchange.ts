import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '@dra/access';
import type { Exchange } from '../hooks/contract.ts';

const noLabels: ReadonlySet<string> = new Set();

/** One GraphQL request. What not every request needs (an id, an address, a signal) is made when it is first asked for. */
export class FrontExchange implements Exchange {
  readonly method: 'GET' | 'POST';
  readonly headers: IncomingHttpHeaders;
  readonly startedAt: number;
  deadline: number;
  caller: Caller | null = null;
  readonly forwarded: Record<string, string> = {};
  readonly responseHeaders: Record<string, string> = {};
  overrideLabels: ReadonlySet<string> = noLabels;

  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  private readonly trustedProxies: number;
  private gone = false;
  private controller: AbortController | null = null;
  private ownSignal: AbortSignal | null | undefined;
  private ownId: string | undefined;
  private ownNotes: Map<symbol, unknown> | null = null;

  constructor(request: IncomingMessage, response: ServerResponse, settings: { deadline: number; trustedProxies: number; requestId?: string | undefined }) {
    this.method = request.method as 'GET' | 'POST';
    this.headers = request.headers;
    this.startedAt = performance.now();
    this.deadline = settings.deadline;
    this.request = request;
    this.response = response;
    this.trustedProxies = settings.trustedProxies;
    this.ownId = settings.requestId;
  }

  get requestId(): string {
    return (this.ownId ??= randomUUID());
  }

  get notes(): Map<symbol, unknown> {
    return (this.ownNotes ??= new Map());
  }

  get signal(): AbortSignal | null {
    if (this.ownSignal !== undefined) return this.ownSignal;
    this.controller = new AbortController();
    if (this.gone) this.controller.abort();
    return (this.ownSignal = this.controller.signal);
  }

  set signal(signal: AbortSignal | null) {
    this.ownSignal = signal;
  }

  /** The client has left before it had its answer. */
  leave(): void {
    this.gone = true;
    this.controller?.abort();
  }

  get hasLeft(): boolean {
    return this.gone;
  }

  get address(): string {
    const direct = this.request.socket.remoteAddress ?? '';
    const forwarded = this.headers['x-forwarded-for'];
    if (this.trustedProxies === 0 || typeof forwarded !== 'string') return direct;
    // Each proxy of ours adds whom it heard on the right; what stands further left anybody may have written.
    const hops = forwarded.split(',');
    return hops[Math.max(0, hops.length - this.trustedProxies)]?.trim() || direct;
  }
}
