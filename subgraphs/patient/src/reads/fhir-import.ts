import type { FhirImport } from '../domain/fhir-import.ts';
import { importStore } from '../store/import-store.ts';
import type { ReadTx } from './read-session.ts';

export const readImport = (tx: ReadTx, id: string): Promise<FhirImport | null> => importStore(tx).byId(id);
