/** Verbs that people use of themselves in a visit, base forms: only these are put into the third person; others are quoted. */
const baseVerbs = new Set(
  `abuse accept ache achieve act add adjust admit advise affect agree aim allow answer appear apply appreciate approach arrive ask assess assist attempt attend attribute avoid bathe battle believe belong bend benefit bite blame bleed block blow boil bother bounce break breathe bring bruise brush build bump burn call calm care carry catch cause change chase check chew choke choose clean climb come compare complain complete comply concentrate confirm connect consider consume contact contain continue control cook cope correct cough count cramp crave crawl cross cry cut cycle dance deal decide decline decrease deny depend describe deserve develop die dip disagree discuss dislike divide do double doubt drag dream dress drink drip drive drop dry earn eat elevate eliminate encourage end endorse enjoy ensure enter estimate exercise exhale expect experience explain express extend face fail fall fear feed feel fight fill find finish fix flex floss focus follow force forget function gain garden get give go golf grab graduate grind grow guard guess handle hang happen hate have head heal hear help hesitate hike hit hold hope hunt hurt ignore imagine improve include increase indicate inhale inject injure insist intend interact invite itch jog join judge jump keep kick kneel knock know lack last laugh lay lean learn leave let lick lie lift like limp listen live load log look loosen lose love lower maintain make manage march mark mean measure meditate meet mention mind miss mix monitor move mow nap need notice obtain occur offer open operate order overdo own paint pant park participate pass pause pay pee perform persist phone pick pinch place plan plant play point pop possess pour practice prefer present press prevent proceed produce progress promise protect provide pull punch push put qualify raise rate reach react read realize recall receive recognize recover reduce refer refill refuse regret relate relax rely remain remember remove repeat replace reply report represent request require resist respond rest restrict result retain retire return ride rinse rise roll row rub ruin run rush save say schedule scratch search see seek seem select send serve set shake share shave shift shop shout show shower sign sing sip sit skip sleep slide slow smell smoke snack sneeze snore soak solve sort sound speak spend spot sprain spray squat squeeze stand start stay steal step stick sting stir stop store strain stress stretch struggle study stumble suffer support suppose surf suspect swallow sweat swell swim switch tackle take talk target taste teach tear tell tend test text thank think throw tie tighten tire tolerate toss touch track train transfer travel treat trip trust try turn twist understand unload update urinate use utilize vacuum value vape visit volunteer vomit wait wake walk wander want warm wash watch wave wear weigh wheeze win wipe wish witness wonder work worry wrap wrestle write yawn yell`.split(' '),
);

/** The same after "I" and after "he": past forms and modal verbs. */
const unchanged = new Set(
  `ate became began bent bit bled bought broke brought burnt came can can't cannot caught chose could couldn't cut did didn't drank drove fell felt flew forgot fought found gave got grew had hadn't heard held hit hurt kept knew laid lay led left lifted lost made may met might mightn't must paid put quit ran read sat saw shall should shouldn't slept slipped spent spoke spoken stood stopped stuck swam threw told took tore tried used wasn't went will woke won't wore would wouldn't wrote was`.split(' '),
);

const irregular = new Map(Object.entries({ am: 'is', are: 'is', "aren't": "isn't", were: 'was', "weren't": "wasn't", have: 'has', do: 'does', "don't": "doesn't", "haven't": "hasn't", go: 'goes', "ain't": "isn't" }));

export const adverbs = new Set(
  `just really also still always usually sometimes never only actually probably definitely recently occasionally often mostly currently typically normally generally already ever then even certainly honestly mainly basically almost constantly finally suddenly especially rarely hardly truly absolutely now kinda`.split(' '),
);

export const isBaseVerb = (lower: string) => baseVerbs.has(lower);
export const isPastOrModal = (lower: string) => unchanged.has(lower) || (lower.length > 4 && lower.endsWith('ed') && lower !== 'need');

/** Any form of a verb, contracted ones too; of nouns that look like one it says yes. */
export const isVerbForm = (lower: string) => /^(?:am|is|are|was|were|be|been|has|have|had|do|does|did|it's|that's|there's)$|'(?:m|re|ve|ll|d)$|n't$/.test(lower) || isPastOrModal(lower) || isBaseVerb(lower) || isBaseVerb(lower.replace(/(?:es|s|ing)$/, '')) || isBaseVerb(lower.replace(/ing$/, 'e'));

/** The form that follows "patient"; null for a word that is not surely a verb. */
export function thirdPersonForm(lower: string): string | null {
  const form = irregular.get(lower);
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
