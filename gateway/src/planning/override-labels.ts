import type { Supergraph } from '@apollo/federation-internals';

/** The labels that `@override(label:)` names in a supergraph, in order, each once. */
export function overrideLabelsOf(supergraph: Supergraph): string[] {
  const labels = new Set<string>();
  for (const application of supergraph.schema.directive('join__field')?.applications() ?? []) {
    const label = (application.arguments() as { overrideLabel?: string }).overrideLabel;
    if (label) labels.add(label);
  }
  return [...labels].sort();
}
