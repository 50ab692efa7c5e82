/** Verbs that people use of themselves in a visit, base forms: only these are put into the third person; others are quoted. */
const baseVerbs = new Set(
  `ache agree appreciate ask avoid bend bite bleed breathe bring bruise burn call carry catch check chew choke clean climb come consume cook cough cramp cry cut dance deal deny dip do drink drive eat end enjoy exercise experience fall feel fight find follow forget gain get give go grind guess hang hate have hear help hit hold hope hurt injure itch jog keep kick know lay lean leave lie lift like limp live look lose love make manage measure meet mention miss monitor move need notice own pass pay pee perform pick plan play pop practice prefer press put raise reach read realize recall recognize remember rest rinse roll rub run say scratch see seem shake shower sit skip sleep smell smoke sneeze snore speak spend squat squeeze stand start stay step stop strain stress stretch struggle suffer suppose swallow sweat swell swim take talk taste teach tell tend think throw tighten tire touch travel treat trip try turn twist understand urinate use vape visit vomit wait wake walk want wash watch wear weigh wheeze wish wonder work worry wrap write yell`.split(' '),
);

/** The same after "I" and after "he": past forms and modal verbs. */
const unchanged = new Set(
  `ate became began bent bit bled bought broke brought burnt came can can't cannot caught chose could couldn't cut did didn't drank drove fell felt flew forgot fought found gave got grew had hadn't heard held hit hurt kept knew laid lay led left lifted lost made may met might mightn't must paid put quit ran read sat saw shall should shouldn't slept slipped spent spoke spoken stood stopped stuck swam threw told took tore tried used wasn't went will woke won't wore would wouldn't wrote was`.split(' '),
);

const irregular: Record<string, string> = { am: 'is', are: 'is', "aren't": "isn't", were: 'was', "weren't": "wasn't", have: 'has', do: 'does', "don't": "doesn't", "haven't": "hasn't", go: 'goes', "ain't": "isn't" };

export const adverbs = new Set(
  `just really also still always usually sometimes never only actually probably definitely recently occasionally often mostly currently typically normally generally already ever then even certainly honestly mainly basically almost constantly finally suddenly especially rarely hardly truly absolutely now kinda`.split(' '),
);

export const isBaseVerb = (lower: string) => baseVerbs.has(lower);
export const isPastOrModal = (lower: string) => unchanged.has(lower) || (lower.length > 4 && lower.endsWith('ed') && lower !== 'need');

/** The form that follows "patient"; null for a word that is not surely a verb. */
export function thirdPersonForm(lower: string): string | null {
  const form = irregular[lower];
  if (form) return form;
  if (isPastOrModal(lower)) return lower;
  if (!baseVerbs.has(lower)) return null;
  if (/(?:[sxz]|ch|sh)$/.test(lower)) return `${lower}es`;
  if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ies`;
  return `${lower}s`;
}

export function gerundOf(lower: string): string | null {
  if (!baseVerbs.has(lower)) return null;
  if (lower === 'lie') return 'lying';
  if (/[^e]e$/.test(lower)) return `${lower.slice(0, -1)}ing`;
  if (/^(?:get|put|run|sit|stop|swim|cut|hit|quit|step|trip|skip)$/.test(lower)) return `${lower}${lower.at(-1)}ing`;
  return `${lower}ing`;
}
