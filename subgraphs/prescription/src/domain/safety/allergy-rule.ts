import { formulary, type Ingredient } from '@dra/formulary';
import type { AllergyOnFile, Finding, SafetyInputs, SafetyIssue } from './model.ts';
import { ingredientsOf } from './known-drug.ts';

const byIngredient = 'Rule: the ordered drug contains an ingredient to which an allergy or intolerance is on file (RxNorm ingredient or its name).';
const byClass = 'Rule: the ordered drug is of a class to which an allergy is on file. Classes: WHO ATC/DDD Index, as named in the formulary.';

/** By ingredient, then by class. Between classes (cross-reactivity) is another rule, listed as not checked. */
export const checkAllergies = ({ drug, record }: SafetyInputs): Finding => {
  const issues: SafetyIssue[] = [];
  const notChecked: string[] = [];
  // Nobody asked: silence is not "none".
  if (record.allergyStatus === 'NEVER_ASKED') notChecked.push('ALLERGIES_NEVER_ASKED');
  const ordered = ingredientsOf(drug);
  for (const allergy of record.allergies.filter(counts)) {
    const allergen = formulary.allergen({ rxcui: allergy.rxcui, text: allergy.text });
    if (allergen === null) {
      // A food or pollen is no drug; a medicine whose name we do not know may be this very one.
      if (allergy.category !== 'FOOD' && allergy.category !== 'ENVIRONMENT') notChecked.push(`UNRECOGNISED_ALLERGY:${allergy.id}`);
      continue;
    }
    if (allergen.kind === 'CLASS') {
      const member = ordered.find((row) => row.classes.includes(allergen.class.id));
      if (member) issues.push(classIssue(allergy, member, allergen.class.name, 'HIGH'));
      continue;
    }
    if (allergen.unknown.length > 0) notChecked.push(`UNRECOGNISED_ALLERGY:${allergy.id}`);
    const same = ordered.find((row) => allergen.ingredients.some((other) => other.name === row.name));
    if (same) {
      issues.push({
        key: `ALLERGY_INGREDIENT/${allergy.id}`,
        code: 'ALLERGY_INGREDIENT',
        severity: 'HIGH',
        detail: `An allergy to ${same.name} is on file.`,
        implicated: [allergy.id, same.name],
        mitigation: 'Choose a drug without this ingredient, or correct the allergy if it is wrong.',
        citation: byIngredient,
      });
      continue;
    }
    const shared = sharedClass(ordered, allergen.ingredients);
    if (shared) issues.push(classIssue(allergy, shared.member, shared.name, shared.severity));
  }
  return { issues, notChecked };
};

const counts = (allergy: AllergyOnFile): boolean =>
  allergy.clinicalStatus === 'ACTIVE' && allergy.verificationStatus !== 'REFUTED' && allergy.verificationStatus !== 'ENTERED_IN_ERROR';

const sharedClass = (ordered: readonly Ingredient[], allergens: readonly Ingredient[]) => {
  for (const member of ordered) {
    for (const id of member.classes) {
      const drugClass = formulary.class(id);
      if (drugClass && allergens.some((row) => row.classes.includes(id))) {
        return { member, name: drugClass.name, severity: drugClass.allergySeverity === 'high' ? ('HIGH' as const) : ('MODERATE' as const) };
      }
    }
  }
  return null;
};

const classIssue = (allergy: AllergyOnFile, member: Ingredient, className: string, severity: 'HIGH' | 'MODERATE'): SafetyIssue => ({
  key: `ALLERGY_CLASS/${allergy.id}`,
  code: 'ALLERGY_CLASS',
  severity,
  detail: `${member.name} is one of the ${className.toLowerCase()}; an allergy to that class or to another of it is on file.`,
  implicated: [allergy.id, member.name],
  mitigation: 'Choose a drug of another class, or make sure of the history of the reaction.',
  citation: byClass,
});
