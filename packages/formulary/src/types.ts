/** DEA schedule, 21 CFR 1308.12 to 1308.15. */
export type Schedule = 'CII' | 'CIII' | 'CIV' | 'CV';

/** A file that codes come from, as it was when the data was built. */
export type Source = { id: string; title: string; url: string; licence: string; sha256: string };

export type Ingredient = {
  /** Generic name, lower case: the identity of an ingredient in this house, coded or not. */
  name: string;
  /** RxNorm IN; null where no source gives one: a check that meets it says so. */
  rxcui: string | null;
  /** Id of the source of `rxcui`. */
  source: string | null;
  synonyms: string[];
  brands: string[];
  classes: string[];
  schedule: Schedule | null;
};

/** A fixed combination under its spoken and brand names. */
export type Combination = { ingredients: string[]; names: string[]; brands: string[]; schedule: Schedule | null };

/** An RxNorm product (SCD, SBD, pack) or multi-ingredient concept. */
export type Product = {
  rxcui: string;
  source: string;
  name: string;
  ingredients: string[];
  strength: string | null;
  form: string | null;
  brand: string | null;
};

export type DrugClass = {
  id: string;
  name: string;
  atc: string[];
  /** What an allergy list calls it, lower case. */
  names: string[];
  /** How grave a member is for somebody allergic to the class or to another member. */
  allergySeverity: 'high' | 'moderate';
  /** Is a second medicine of the class a duplicate? */
  duplicate: boolean;
};

export type FormularyData = {
  version: string;
  sources: Source[];
  ingredients: Ingredient[];
  combinations: Combination[];
  products: Product[];
  classes: DrugClass[];
};

export type PairSide = { class: string | null; members: { name: string; rxcui: string }[] };
export type HighPriorityPair = { id: string; object: PairSide; precipitant: PairSide };
export type HighPriorityList = {
  citation: string;
  transcription: string;
  sha256: string;
  pairs: HighPriorityPair[];
  /** Rules of the list that name no members we may execute, each with the reason. */
  notExecutable: { id: string; title: string; reason: string }[];
};
