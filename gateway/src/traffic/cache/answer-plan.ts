import { parse } from 'graphql';
import type { Program } from '../../execution/contract.ts';
import type { KnownOperation, SupergraphText } from '../../hooks/contract.ts';
import type { SupergraphView } from '../supergraph/supergraph-view.ts';
import type { CacheConfig } from './cache-config.ts';
import { mayBeRemembered } from './decide.ts';
import type { DecisionSettings } from './decide.ts';
import { staticPolicy } from './static-policy.ts';
import type { StaticPolicy } from './static-policy.ts';

/** What is worked out once for a program, so that a request only looks. */
export type AnswerPlan = {
  policy: StaticPolicy;
  settings: DecisionSettings;
  /** An answer may be found, or be worth keeping. */
  worth: boolean;
  /** It may be one that others share. */
  mayShare: boolean;
  /** It comes whole. */
  whole: boolean;
  /** Start of every key of this operation. */
  prefix: string;
};

export type AnswerPlans = (operation: KnownOperation) => AnswerPlan;

export function createAnswerPlans(config: CacheConfig, deps: { supergraph: () => SupergraphText; viewOf: (text: SupergraphText) => SupergraphView }): AnswerPlans {
  const plans = new WeakMap<Program, AnswerPlan>();
  const neverShared = new Set(config.neverShared);
  const trustsHeaders = config.trustedSubgraphs.length > 0;
  const ttls = new Map(Object.entries(config.operations));
  return (operation) => {
    const known = plans.get(operation.program);
    if (known) return known;
    const supergraph = operation.supergraph ?? deps.supergraph();
    const document = parse(operation.text, { noLocation: true });
    const policy = staticPolicy(deps.viewOf(supergraph), document, operation.program.name ?? undefined, neverShared);
    const settings: DecisionSettings = {
      ttlSeconds: operation.name === null ? undefined : ttls.get(operation.name)?.ttlSeconds,
      maxTtlSeconds: config.maxTtlSeconds,
      privateAnswers: config.privateAnswers,
      staleIfError: config.staleIfError,
    };
    const whole = !operation.text.includes('@defer') && !operation.text.includes('@stream');
    const plan: AnswerPlan = {
      policy,
      settings,
      whole,
      worth: config.responses && whole && operation.program.fetches > 0 && mayBeRemembered(policy, settings, trustsHeaders),
      mayShare: !policy.sealed && (policy.scope === 'PUBLIC' || trustsHeaders),
      prefix: `${supergraph.version}\n${operation.hash}\n${operation.name ?? ''}`,
    };
    plans.set(operation.program, plan);
    return plan;
  };
}
