import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorsText } from '../front/answer-text.ts';
import { refusal } from '../front/fault.ts';
import { sandboxPage } from '../plugins/sandbox-page.ts';

/** What a browser sees at `/` and at the endpoint, and what everybody hears anywhere else. */
export function createServePage(path: string): (request: IncomingMessage, response: ServerResponse) => void {
  const page = Buffer.from(sandboxPage(path, `<p>The endpoint is here all the same: <code>POST ${path.replaceAll('<', '&lt;')}</code> with a JSON body, <code>{"query": "{ __typename }"}</code>.</p>`));
  const nothing = Buffer.from(errorsText(refusal(404, 'NOT_FOUND', `There is nothing here: the endpoint is ${path}.`).errors));
  return (request, response) => {
    request.resume();
    const at = request.url?.split('?', 1)[0];
    const shown = request.method === 'GET' && (at === '/' || at === path);
    const body = shown ? page : nothing;
    response.writeHead(shown ? 200 : 404, { 'content-type': shown ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  };
}
