import { request } from 'node:http';
import { request as secureRequest } from 'node:https';

type Options = { method?: string; headers?: Record<string, string>; deadlineMs: number };

/** The status of an answer, whose body nobody reads. Not `fetch`: that costs the runner 14 MB for good. */
export function httpStatus(url: URL | string, { method = 'GET', headers = {}, deadlineMs }: Options): Promise<number> {
  const target = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = (target.protocol === 'https:' ? secureRequest : request)(target, { method, headers, agent: false, signal: AbortSignal.timeout(deadlineMs) }, (answer) => {
      answer.resume();
      answer.once('error', reject);
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end();
  });
}
