/**
 * `npm run trusted-documents [-- --check]`: writes gateway/trusted-documents.json, the operations that our own clients ask,
 * exactly as they send them: the only ones that a gateway answers where its configuration says so. Comes after codegen.
 * With --check it says whether the committed list is current. Exit 0 fine, 1 stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import * as clients from '../clients/src/__generated__/operations.ts';
import { writeTrustedDocuments } from '../gateway/src/traffic/documents/trusted-documents.ts';

const output = join(import.meta.dirname, '..', 'gateway', 'trusted-documents.json');

const documents = Object.values<unknown>(clients).flatMap((exported) => {
  const document = exported as DocumentNode;
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  // The clients print the same document in the same way: see clients/src/graphql/client.ts.
  return operation?.kind === Kind.OPERATION_DEFINITION ? [{ name: operation.name?.value ?? '', type: operation.operation, text: print(document) }] : [];
});
const text = writeTrustedDocuments(documents);

if (!process.argv.includes('--check')) {
  writeFileSync(output, text);
  console.log(`gateway/trusted-documents.json lists ${documents.length} operations`);
} else if (readFileSync(output, 'utf8') !== text) {
  console.error('gateway/trusted-documents.json is not what the clients ask: run `npm run trusted-documents`');
  process.exit(1);
} else {
  console.log('gateway/trusted-documents.json is current');
}
