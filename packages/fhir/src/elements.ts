import { z } from 'zod';

/** FHIR R4 data types, as far as we read them. Unknown elements pass: a resource may say more than we keep. */

const code = z.string().min(1).max(256);

export const fhirCoding = z.object({ system: z.string().max(512).optional(), code: code.optional(), display: z.string().max(1024).optional() });

export const fhirConcept = z
  .object({ coding: z.array(fhirCoding).max(50).optional(), text: z.string().max(2048).optional() })
  .refine((concept) => concept.text !== undefined || (concept.coding ?? []).some((coding) => coding.code !== undefined), 'has neither a code nor a text');

/** `status: { coding: [{ code: "active" }] }`: the first code. */
export const fhirStatusConcept = z.object({ coding: z.array(fhirCoding).min(1).max(20) });

export const fhirReference = z.object({ reference: z.string().min(1).max(1024) });

/** Year, month or day; a birth date may be known to the year only. */
export const fhirDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'is not a date');

/** A date, or an instant with its zone. */
export const fhirDateTime = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/, 'is not a date or time')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is not a date or time');

export const fhirPeriod = z.object({ start: fhirDateTime.optional(), end: fhirDateTime.optional() });

export const fhirQuantity = z.object({
  value: z.number().refine((value) => Math.abs(value) < 1e12, 'is out of any range'),
  unit: z.string().max(128).optional(),
  code: z.string().max(128).optional(),
  comparator: z.enum(['<', '<=', '>=', '>']).optional(),
});

export const fhirIdentifier = z.object({
  use: z.string().max(64).optional(),
  system: z.string().max(512).optional(),
  value: z.string().max(256).optional(),
  type: z.object({ coding: z.array(fhirCoding).optional(), text: z.string().max(1024).optional() }).optional(),
});

export const fhirHumanName = z.object({
  use: z.string().max(64).optional(),
  text: z.string().max(512).optional(),
  family: z.string().max(256).optional(),
  given: z.array(z.string().max(256)).max(20).optional(),
  prefix: z.array(z.string().max(64)).max(10).optional(),
});

export const fhirContactPoint = z.object({ system: z.string().max(64).optional(), value: z.string().max(256).optional(), use: z.string().max(64).optional() });

export const fhirAddress = z.object({
  line: z.array(z.string().max(256)).max(10).optional(),
  city: z.string().max(128).optional(),
  state: z.string().max(128).optional(),
  postalCode: z.string().max(32).optional(),
  country: z.string().max(128).optional(),
});

export type FhirConcept = z.infer<typeof fhirConcept>;
export type FhirQuantity = z.infer<typeof fhirQuantity>;
