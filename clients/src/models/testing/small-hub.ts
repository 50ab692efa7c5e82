import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a hub may misbehave when a file is asked for; `times` counts down per file. */
export type Mischief = { path: string; times: number; kind: 'cut' | 'corrupt' | 'no-range' | 'wrong-range' | 'error' | 'hang' };

export type SmallHub = {
  endpoint: string;
  /** Of file requests: path, Range header and status. */
  requests: { path: string; range: string | null; status: number }[];
  mischief: Mischief[];
  close(): Promise<void>;
};

const commit = '0123456789abcdef0123456789abcdef01234567';

/** A hub with one repository, `owner/model`, that speaks the parts of Hugging Face's interface that we use. */
export async function startSmallHub(files: Readonly<Record<string, Buffer>>): Promise<SmallHub> {
  const requests: SmallHub['requests'] = [];
  const mischief: Mischief[] = [];
  const large = (path: string) => path.endsWith('.safetensors');
  const tree = Object.entries(files).map(([path, content]) => ({
    type: 'file', path, size: content.length,
    oid: createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex'),
    ...(large(path) ? { lfs: { oid: createHash('sha256').update(content).digest('hex'), size: content.length } } : {}),
  }));
  const json = (response: ServerResponse, value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

  function give(request: IncomingMessage, response: ServerResponse, path: string): void {
    const content = files[path];
    if (!content) {
      response.writeHead(404).end();
      return;
    }
    const trick = mischief.find((one) => one.path === path && one.times > 0);
    if (trick) trick.times -= 1;
    const [, start] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const from = start === undefined || trick?.kind === 'no-range' ? 0 : Number(start);
    const status = trick?.kind === 'error' ? 503 : from > 0 ? 206 : 200;
    requests.push({ path, range: request.headers.range ?? null, status });
    if (status === 503) {
      response.writeHead(503).end();
      return;
    }
    const rest = content.subarray(from);
    const reported = trick?.kind === 'wrong-range' ? from + 1 : from;
    response.writeHead(status, { 'content-length': rest.length, ...(status === 206 ? { 'content-range': `bytes ${reported}-${content.length - 1}/${content.length}` } : {}) });
    if (trick?.kind === 'hang') response.write(rest.subarray(0, 10));
    else if (trick?.kind === 'cut') response.write(rest.subarray(0, Math.floor(rest.length / 2)), () => response.destroy());
    else if (trick?.kind === 'corrupt') response.end(Buffer.from(rest.map((byte) => byte ^ 1)));
    else response.end(rest);
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://hub').pathname;
    if (path === '/api/models/owner/model/revision/main') json(response, { sha: commit, cardData: { license: 'mit' } });
    else if (path === `/api/models/owner/model/tree/${commit}`) json(response, tree);
    else if (path.startsWith(`/owner/model/resolve/${commit}/`)) give(request, response, path.split('/').pop()!);
    else if (path.includes('owner/closed')) response.writeHead(401).end();
    else if (path.includes('owner/strange')) response.end('<html>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    mischief,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
