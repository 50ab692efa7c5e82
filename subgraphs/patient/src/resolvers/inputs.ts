import type { AddressInput, AllergyReactionInput, CodeableConceptInput, ContactPointInput, HumanNameInput, ObservationComponentInput, QuantityInput } from '../__generated__/resolvers.ts';
import type { Address, AllergyReaction, CodeableConcept, ContactPoint, HumanName, Observation, Quantity } from '../domain/model.ts';

/** From the schema's inputs to the domain: what is absent becomes null or empty. */

export const toConcept = (input: CodeableConceptInput): CodeableConcept => ({
  codings: (input.codings ?? []).map(({ system, code, display }) => ({ system, code, display: display ?? null })),
  text: input.text ?? null,
});

export const toName = (input: HumanNameInput): HumanName => ({ use: input.use ?? null, family: input.family ?? null, given: input.given ?? [], prefix: input.prefix ?? [] });

export const toContact = ({ system, value, use }: ContactPointInput): ContactPoint => ({ system, value, use: use ?? null });

export const toAddress = (input: AddressInput): Address => ({
  lines: input.lines ?? [],
  city: input.city ?? null,
  state: input.state ?? null,
  postalCode: input.postalCode ?? null,
  country: input.country ?? null,
});

export const toReaction = (input: AllergyReactionInput): AllergyReaction => ({ manifestation: toConcept(input.manifestation), severity: input.severity ?? null });

export const toQuantity = ({ value, unit }: QuantityInput): Quantity => ({ value, unit });

export const toComponent = (input: ObservationComponentInput): Observation['components'][number] => ({
  code: toConcept(input.code),
  value: input.value ? toQuantity(input.value) : null,
});

/** Absent stays absent; null empties; a value is translated. */
export function optional<A, B>(value: A | null | undefined, translate: (value: A) => B): B | null | undefined {
  return value === undefined ? undefined : value === null ? null : translate(value);
}

/** For what cannot be emptied: null says no more than absence. */
export const ifGiven = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

export const toDate = (text: string): Date => new Date(text);
