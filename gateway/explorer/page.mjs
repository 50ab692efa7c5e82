// GraphiQL as one page: bundled by build.mjs, so that it needs no network. Runs in a browser.
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-sse';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';

const workers = { json: 'json.worker.js', graphql: 'graphql.worker.js' };
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(workers[label] ?? 'editor.worker.js'),
};

const endpoint = new URL('/graphql', location.href);

async function ask(params, headers) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(params),
  });
  return response.json();
}

function subscribe(params, headers) {
  const client = createClient({ url: new URL('/graphql/stream', location.href).href, headers, retryAttempts: 5 });
  return client.iterate(params);
}

/** The header that we prefill says nothing until somebody pastes a token: then the schema can still be read. */
function filledIn(headers = {}) {
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => !(/^authorization$/i.test(name) && /^Bearer\s*$/i.test(value))));
}

function fetcher(params, options = {}) {
  const headers = filledIn(options.headers);
  const operations = options.documentAST?.definitions.filter((one) => one.kind === 'OperationDefinition') ?? [];
  const operation = operations.find((one) => !params.operationName || one.name?.value === params.operationName);
  return operation?.operation === 'subscription' ? subscribe(params, headers) : ask(params, headers);
}

const welcome = `# Dr. Assistant
#
# Reading the schema needs no token; everything else does. In a terminal:
#
#   npm run -s token -- --user dr.osei --role PRESCRIBER --tenant demo
#
# and below, under "Headers": { "Authorization": "Bearer <the token>" }

query FirstLook {
  patientByMrn(mrn: "DEMO-0001") {
    displayName
    birthDate
    allergies { status items { code { text } criticality } }
    notes(first: 3) { nodes { status updatedAt } }
  }
}
`;

createRoot(document.getElementById('graphiql')).render(
  createElement(GraphiQL, {
    fetcher,
    defaultQuery: welcome,
    defaultHeaders: '{ "Authorization": "Bearer " }',
    defaultEditorToolsVisibility: 'headers',
    // Tokens stay in this tab.
    shouldPersistHeaders: false,
  }),
);
