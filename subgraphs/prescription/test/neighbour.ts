import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Entry = { id: string; version: number; text: string; rxcui?: string };
export type Neighbour = {
  url: string;
  /** What the next requests get; a record by default. */
  behave(as: 'well' | 'slow' | 'down' | 'errors' | 'malformed' | 'not-found'): void;
  allergies: Entry[];
  medications: Entry[];
  status: string;
  /** Every record was merged or closed. */
  inactive: boolean;
  /** Records merged with a record, by its bare id; unknown: the question gets no answer. */
  twins: Map<string, string[]> | 'unknown';
  /** Headers of the requests that came. */
  seen: Record<string, string | string[] | undefined>[];
  /** Called before an answer: for what happens meanwhile. */
  meanwhile: (() => Promise<void>) | null;
  stop(): Promise<void>;
};

const concept = ({ text, rxcui }: Entry) => ({
  text,
  codings: rxcui ? [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: rxcui, display: text }] : [],
});

/** Stands where the patient subgraph is, over real HTTP: it answers as told, well or badly. */
export async function neighbour(): Promise<Neighbour> {
  let mode: Parameters<Neighbour['behave']>[0] = 'well';
  const state: Neighbour = {
    url: '',
    behave: (as) => (mode = as),
    allergies: [],
    medications: [],
    status: 'NO_KNOWN_ALLERGIES',
    inactive: false,
    twins: new Map(),
    seen: [],
    meanwhile: null,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
  const snapshot = () => ({
    allergies: {
      status: state.allergies.length > 0 ? 'ON_FILE' : state.status,
      items: state.allergies.map((entry) => ({ id: entry.id, version: entry.version, code: concept(entry), category: 'MEDICATION', clinicalStatus: 'ACTIVE', verificationStatus: 'CONFIRMED' })),
    },
    medications: state.medications.map((entry) => ({ id: entry.id, version: entry.version, code: concept(entry) })),
  });
  const server = createServer((request, response) => {
    state.seen.push(request.headers);
    request.resume();
    request.on('end', () => {
      if (mode === 'down') {
        request.socket.destroy();
        return;
      }
      const bodies: Record<string, () => string> = {
        well: () => JSON.stringify({ data: { safetySnapshot: snapshot() } }),
        errors: () => JSON.stringify({ data: { safetySnapshot: null }, errors: [{ message: 'no', extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }] }),
        'not-found': () => JSON.stringify({ data: { safetySnapshot: null } }),
        malformed: () => '{"data":{"safetySnapshot":{"allergies":[]}}}',
      };
      const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end(bodies[mode]?.() ?? '');
      // Slower than any signature waits.
      if (mode === 'slow') {
        const timer = setTimeout(() => response.destroyed || response.end('{}'), 8_000);
        response.on('close', () => clearTimeout(timer));
      } else if (state.meanwhile) void state.meanwhile().then(answer);
      else answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return state;
}
