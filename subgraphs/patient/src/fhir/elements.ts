import type { FhirConcept, FhirQuantity } from '@dra/fhir';
import type { CodeableConcept, Quantity, VerificationStatus } from '../domain/model.ts';

export function conceptOf(concept: FhirConcept): CodeableConcept {
  return {
    codings: (concept.coding ?? []).flatMap(({ system, code, display }) => (code === undefined ? [] : [{ system: system ?? 'urn:unknown', code, display: display ?? null }])),
    text: concept.text ?? null,
  };
}

/** A year or a month counts from its first moment in UTC. */
export function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

/** A number of JSON as the shortest decimal that means it; trailing zeros were lost when the JSON was parsed. */
export function decimalOf(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}

export function quantityOf(quantity: FhirQuantity): Quantity {
  return { value: decimalOf(quantity.value), unit: quantity.code ?? quantity.unit ?? '1' };
}

export function firstCode(concept: { coding?: { code?: string | undefined }[] | undefined } | undefined): string | undefined {
  return concept?.coding?.find((coding) => coding.code !== undefined)?.code;
}

const verification: Record<string, VerificationStatus> = {
  unconfirmed: 'UNCONFIRMED',
  provisional: 'PROVISIONAL',
  presumed: 'PROVISIONAL',
  differential: 'DIFFERENTIAL',
  confirmed: 'CONFIRMED',
  refuted: 'REFUTED',
  'entered-in-error': 'ENTERED_IN_ERROR',
};

/** What nobody verified is unconfirmed. */
export function verificationOf(concept: { coding?: { code?: string | undefined }[] } | undefined): VerificationStatus {
  return verification[firstCode(concept) ?? ''] ?? 'UNCONFIRMED';
}
