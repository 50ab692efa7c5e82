import { formulary, type Ingredient } from '@dra/formulary';
import type { KnownMedicine } from './known-drug.ts';
import type { Finding, SafetyIssue } from './model.ts';

const citation = 'Rule: the same ingredient, or another medicine of the same class (WHO ATC/DDD Index), is already in force.';

/**
 * The same ingredient twice, then the same class twice. A prescription of ours in force is certain to be taken (HIGH); a
 * medicine on the list may be the very one that is being continued or changed (MODERATE).
 */
export const checkDuplicates = (ordered: readonly Ingredient[], medicines: readonly KnownMedicine[], renews: string | null): Finding => {
  const issues: SafetyIssue[] = [];
  for (const medicine of medicines) {
    // Only while it is still the same medicine: a renewal that was changed to another drug comes on top of the earlier one.
    if (medicine.id === renews && sameIngredients(ordered, medicine.ingredients)) continue;
    const same = ordered.find((row) => medicine.ingredients.some((other) => other.name === row.name));
    if (same) {
      issues.push({
        key: `DUPLICATE_INGREDIENT/${medicine.id}`,
        code: 'DUPLICATE_INGREDIENT',
        severity: medicine.source === 'PRESCRIPTION' ? 'HIGH' : 'MODERATE',
        detail: medicine.source === 'PRESCRIPTION' ? `A prescription of ${same.name} is in force.` : `${same.name} is on the list of medicines.`,
        implicated: [medicine.id, same.name],
        mitigation: 'Stop or renew the earlier one instead of adding a second.',
        citation,
      });
      continue;
    }
    const shared = sharedClass(ordered, medicine.ingredients);
    if (shared) {
      issues.push({
        key: `DUPLICATE_CLASS/${medicine.id}`,
        code: 'DUPLICATE_CLASS',
        severity: 'MODERATE',
        detail: `${shared.member.name} and ${medicine.label} are both ${shared.name.toLowerCase()}.`,
        implicated: [medicine.id, shared.member.name],
        mitigation: 'Make sure that both are meant.',
        citation,
      });
    }
  }
  return { issues, notChecked: [] };
};

const sameIngredients = (ordered: readonly Ingredient[], others: readonly Ingredient[]): boolean =>
  ordered.length === others.length && ordered.every((row) => others.some((other) => other.name === row.name));

const sharedClass = (ordered: readonly Ingredient[], others: readonly Ingredient[]) => {
  for (const member of ordered) {
    for (const id of member.classes) {
      const drugClass = formulary.class(id);
      if (drugClass?.duplicate && others.some((row) => row.classes.includes(id))) return { member, name: drugClass.name };
    }
  }
  return null;
};
