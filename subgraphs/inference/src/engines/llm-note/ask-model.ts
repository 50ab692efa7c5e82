import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { backoffMs } from '@dra/service';

export type Endpoint = {
  /** Of the API, up to and with its version: `http://host:8000/v1`. */
  baseUrl: string;
  model: string;
  /** Sent as a bearer token; null for an endpoint without one. */
  apiKey: string | null;
};

export type Limits = {
  attemptMs: number;
  totalMs: number;
  attempts: number;
  replyBytes: number;
};

export const usualLimits: Limits = { attemptMs: 60_000, totalMs: 100_000, attempts: 3, replyBytes: 1_048_576 };

export type Message = { role: 'system' | 'user'; content: string };
export type Answer = { text: string; tokens: number | null };

/** Why the model gave nothing that we can use. Never carries anything of the request or the reply. */
export class ModelFault extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`the model gave nothing usable: ${reason}`);
    this.name = 'ModelFault';
    this.reason = reason;
  }
}

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }), finish_reason: z.string().nullable().optional() })).min(1),
  usage: z.object({ completion_tokens: z.number().int().nonnegative() }).partial().nullish(),
});

/**
 * One answer of an OpenAI-compatible chat endpoint, at temperature 0, in the given JSON schema where the endpoint can
 * enforce one. Each attempt and all of them have a deadline, a reply has a greatest size, redirects are not followed (the
 * patient's words go where the operator said and nowhere else).
 *
 * @param accept says whether an answer will do; one that will not is asked for once more
 * @throws ModelFault; the signal's reason when it aborts
 */
export async function askModel<T>(
  endpoint: Endpoint,
  request: { messages: readonly Message[]; schema: Record<string, unknown> },
  accept: (answer: Answer) => T | null,
  signal: AbortSignal,
  limits: Limits = usualLimits,
): Promise<T> {
  const deadline = Date.now() + limits.totalMs;
  let schemaRefused = false;
  let reason = 'NO_ATTEMPT';
  for (let attempt = 1, unusable = 0; attempt <= limits.attempts; attempt += 1) {
    const left = deadline - Date.now();
    if (left <= 0) break;
    const end = await attemptOnce(endpoint, bodyOf(endpoint, request, schemaRefused), signal, { ...limits, attemptMs: Math.min(left, limits.attemptMs) });
    signal.throwIfAborted();
    if (end.kind === 'answer') {
      const accepted = accept(end.answer);
      if (accepted !== null) return accepted;
      reason = 'NOT_A_NOTE';
      unusable += 1;
      // At temperature 0 a third would say the same.
      if (unusable === 2) break;
      continue;
    }
    reason = end.reason;
    if (end.kind === 'final') break;
    if (end.kind === 'no-schema') {
      if (schemaRefused) break;
      schemaRefused = true;
      attempt -= 1;
      continue;
    }
    const wait = Math.max(end.retryAfterMs ?? 0, backoffMs(attempt, { baseMs: 250, maxMs: 5_000 }));
    if (attempt === limits.attempts || Date.now() + wait >= deadline) break;
    await sleep(wait, undefined, { signal });
  }
  throw new ModelFault(reason);
}

function bodyOf({ model }: Endpoint, { messages, schema }: { messages: readonly Message[]; schema: Record<string, unknown> }, schemaRefused: boolean): string {
  const format = schemaRefused ? { type: 'json_object' } : { type: 'json_schema', json_schema: { name: 'note', strict: true, schema } };
  return JSON.stringify({ model, messages, temperature: 0, seed: 1, stream: false, max_tokens: 4_096, response_format: format });
}

type End = { kind: 'answer'; answer: Answer } | { kind: 'again' | 'final' | 'no-schema'; reason: string; retryAfterMs?: number };

async function attemptOnce({ baseUrl, apiKey }: Endpoint, body: string, signal: AbortSignal, limits: Limits): Promise<End> {
  const timeout = AbortSignal.timeout(limits.attemptMs);
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, timeout]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return refusal(response);
    }
    const text = await boundedText(response, limits.replyBytes);
    if (text === null) return { kind: 'final', reason: 'REPLY_TOO_LARGE' };
    const reply = parseCompletion(text);
    const [choice] = reply?.choices ?? [];
    if (!choice?.message.content) return { kind: 'again', reason: 'REPLY_NOT_UNDERSTOOD' };
    if (choice.finish_reason === 'length') return { kind: 'final', reason: 'REPLY_CUT_OFF' };
    return { kind: 'answer', answer: { text: choice.message.content, tokens: reply?.usage?.completion_tokens ?? null } };
  } catch {
    signal.throwIfAborted();
    if (timeout.aborted) return { kind: 'again', reason: 'TIMEOUT' };
    // No connection, one that was cut, or a redirect. The runtime's own words may quote an address.
    return { kind: 'again', reason: 'UNREACHABLE' };
  }
}

function refusal(response: Response): End {
  const { status } = response;
  const reason = `HTTP_${status}`;
  // An endpoint that knows no schemas says 400 or 422 to a request that names one.
  if (status === 400 || status === 422) return { kind: 'no-schema', reason };
  const seconds = Number(response.headers.get('retry-after'));
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
  return status === 408 || status === 429 || status >= 500 ? { kind: 'again', reason, retryAfterMs } : { kind: 'final', reason };
}

/** Null when there is more than `most` bytes of it; the rest is not read. */
async function boundedText(response: Response, most: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseCompletion(text: string): z.infer<typeof completion> | null {
  try {
    return completion.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON: nothing that we understand.
    return null;
  }
}
