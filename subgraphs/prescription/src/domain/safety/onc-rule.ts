import { formulary, type HighPriorityPair, type Ingredient } from '@dra/formulary';
import type { KnownMedicine } from './known-drug.ts';
import type { Finding, SafetyIssue } from './model.ts';

const list = formulary.highPriority;

/** Pairs of the ONC high-priority list between the ordered drug and what is in force. Rules that name no members are listed. */
export const checkHighPriority = (ordered: readonly Ingredient[], medicines: readonly KnownMedicine[]): Finding => {
  const issues: SafetyIssue[] = [];
  for (const medicine of medicines) {
    for (const pair of list.pairs) {
      const met = meets(pair, ordered, medicine.ingredients);
      if (!met) continue;
      issues.push({
        key: `ONC_INTERACTION/${pair.id}/${medicine.id}`,
        code: 'ONC_INTERACTION',
        severity: 'HIGH',
        detail: `${met.ordered} with ${met.other}: ${titleOf(pair)} is on the list of interactions that must interrupt.`,
        implicated: [medicine.id, met.ordered, met.other],
        mitigation: 'Choose another drug; the list holds pairs that should not be given together.',
        citation: list.citation,
      });
    }
  }
  return { issues, notChecked: list.notExecutable.map((rule) => `ONC:${rule.title}`) };
};

const meets = (pair: HighPriorityPair, ordered: readonly Ingredient[], others: readonly Ingredient[]) => {
  const among = (rows: readonly Ingredient[], side: HighPriorityPair['object']): string | null =>
    rows.find((row) => side.members.some((member) => member.name === row.name))?.name ?? null;
  const sides = [[pair.object, pair.precipitant], [pair.precipitant, pair.object]] as const;
  for (const [mine, theirs] of sides) {
    const orderedName = among(ordered, mine);
    const otherName = among(others, theirs);
    // Tranylcypromine is on both sides of some rows: one medicine is no pair with itself.
    if (orderedName !== null && otherName !== null && orderedName !== otherName) return { ordered: orderedName, other: otherName };
  }
  return null;
};

const titleOf = ({ object, precipitant }: HighPriorityPair): string => {
  const name = (side: HighPriorityPair['object']): string => side.class ?? side.members.map((member) => member.name).join(' or ');
  return `${name(object)} x ${name(precipitant)}`;
};
