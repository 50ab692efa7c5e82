import { OpenExchange } from './exchange.ts';
import type { ExchangeOrigin } from './exchange.ts';

/** A request that came over a stream: what it asks goes on after its own HTTP request, or never had one. */
export class StreamExchange extends OpenExchange {
  /** Of the door. */
  readonly path: string;

  constructor(origin: ExchangeOrigin & { path: string }) {
    super(origin);
    this.path = origin.path;
  }
}
