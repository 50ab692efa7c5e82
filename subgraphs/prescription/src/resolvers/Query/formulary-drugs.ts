import { formulary } from '@dra/formulary';
import { pageSize } from '@dra/subgraph';
import type { QueryResolvers } from '../../__generated__/resolvers.ts';
import { findDrugs } from '../../reads/find-drugs.ts';

/** The same for every tenant: the formulary is nobody's record. */
export const formularyDrugs: QueryResolvers['formularyDrugs'] = (_, { search, first }) =>
  findDrugs(formulary, search, pageSize(first)).map(({ name, ingredients }) => ({
    name,
    ingredients: ingredients.map((one) => one.name),
    rxcui: ingredients.length === 1 ? (ingredients[0]?.rxcui ?? null) : null,
    controlledSchedule: formulary.scheduleOf(ingredients),
  }));
