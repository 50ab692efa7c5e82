import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Patch } from '../execution/contract.ts';
import type { KnownOperation } from '../hooks/contract.ts';
import type { Outcome } from '../execution/contract.ts';
import { extensionsText } from './answer-text.ts';
import type { FrontExchange } from './exchange.ts';
import { codesOf } from './fault.ts';
import type { FrontSettings } from './front-settings.ts';
import { addHeaders } from './write-answer.ts';
import type { FormatErrors, Written } from './write-answer.ts';

const partHead = 'content-type: application/json; charset=utf-8\r\n\r\n';
const delimiter = '\r\n---';
const heartbeat = `${partHead}{"hasNext":true}${delimiter}\r\n`;

/**
 * An answer in parts: `multipart/mixed;deferSpec=20220824` with the boundary `-`. Each part is closed by its own
 * delimiter, so a client need not wait for the next one to read it. Never compressed: a packer would hold parts back.
 */
export function createWriteParts({ settings, formatErrors, draining }: { settings: FrontSettings; formatErrors: FormatErrors; draining(): boolean }) {
  const fixed = Object.entries(settings.headers).flat();

  return async (exchange: FrontExchange, operation: KnownOperation, outcome: Outcome): Promise<Written> => {
    const { response } = exchange;
    const iterator = (outcome.rest ?? none())[Symbol.asyncIterator]();
    const codes = new Set<string>();
    let bytes = 0;
    const write = async (text: string) => {
      bytes += Buffer.byteLength(text);
      if (response.destroyed || response.write(text)) return;
      await taken(response, settings.slowReaderMs);
    };
    const errorsIn = (errors: Patch['errors']): string => {
      if (errors.length === 0) return '';
      const shown = formatErrors(errors, exchange);
      for (const code of codesOf(shown)) codes.add(code);
      return `"errors":${JSON.stringify(shown)},`;
    };

    const head = ['content-type', 'multipart/mixed; boundary="-"; deferSpec=20220824'];
    addHeaders(head, fixed, undefined, exchange.responseHeaders);
    head.push('x-accel-buffering', 'no');
    if (settings.requestIds) head.push('x-request-id', exchange.requestId);
    if (draining()) head.push('connection', 'close');
    response.writeHead(200, head);

    let hasNext = outcome.rest !== undefined;
    let pulse: NodeJS.Timeout | undefined;
    const gone = () => {
      // Whoever computes the rest hears of it through the signal; this lets go of what it holds.
      void iterator.return?.();
    };
    response.once('close', gone);
    try {
      await write(`${delimiter}\r\n${partHead}{${errorsIn(outcome.errors)}"data":${outcome.data}${extensionsText(outcome.extensions)},"hasNext":${hasNext}}${delimiter}${hasNext ? '\r\n' : '--\r\n'}`);
      while (hasNext && !response.destroyed) {
        pulse = setInterval(() => response.write(heartbeat), settings.heartbeatMs);
        const next = await iterator.next();
        clearInterval(pulse);
        const patch = next.done ? undefined : next.value;
        hasNext = patch?.hasNext ?? false;
        const incremental = patch
          ? `"incremental":[{${errorsIn(patch.errors)}"data":${patch.data},"path":${JSON.stringify(patch.path)}${patch.label === undefined ? '' : `,"label":${JSON.stringify(patch.label)}`}}],`
          : '';
        await write(`${partHead}{${incremental}"hasNext":${hasNext}}${delimiter}${hasNext ? '\r\n' : '--\r\n'}`);
      }
      response.end();
    } finally {
      clearInterval(pulse);
      response.off('close', gone);
      gone();
    }
    return { status: 200, bytes, codes: [...codes], operation };
  };
}

async function* none(): AsyncGenerator<Patch, void, undefined> {}

/** Until the client has read on; one that stands still loses its connection. */
async function taken(response: ServerResponse, slowReaderMs: number): Promise<void> {
  const patience = AbortSignal.timeout(slowReaderMs);
  try {
    await Promise.race([once(response, 'drain', { signal: patience }), once(response, 'close', { signal: patience })]);
  } catch (error) {
    if (!patience.aborted) throw error;
    response.destroy();
  }
}
