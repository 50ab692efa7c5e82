/** The closed vocabulary of routes, with SNOMED CT's concept (the binding of FHIR R4 Dosage.route) where we know it. */
export const routeTable = [
  { code: 'oral', snomed: '26643006', meaning: 'by mouth' },
  { code: 'sublingual', snomed: '37839007', meaning: 'under the tongue' },
  { code: 'buccal', snomed: '54471007', meaning: 'in the cheek' },
  { code: 'oropharyngeal', snomed: null, meaning: 'in the mouth or throat without being swallowed: swish and spit, gargle' },
  { code: 'dental', snomed: '372449004', meaning: 'on teeth or gums' },
  { code: 'enteral', snomed: null, meaning: 'through a feeding tube, nobody said which' },
  { code: 'nasogastric', snomed: '127492001', meaning: 'through a nasogastric tube' },
  { code: 'gastrostomy', snomed: '127490009', meaning: 'through a gastrostomy tube' },
  { code: 'ophthalmic', snomed: '54485002', meaning: 'into the eye' },
  { code: 'otic', snomed: '10547007', meaning: 'into the ear' },
  { code: 'nasal', snomed: '46713006', meaning: 'into the nose' },
  { code: 'inhalation', snomed: '447694001', meaning: 'into the lungs, by inhaler or nebuliser' },
  { code: 'subcutaneous', snomed: '34206005', meaning: 'under the skin' },
  { code: 'intramuscular', snomed: '78421000', meaning: 'into the muscle' },
  { code: 'intravenous', snomed: '47625008', meaning: 'into the vein' },
  { code: 'intradermal', snomed: '372464004', meaning: 'into the skin' },
  { code: 'intraarticular', snomed: '12130007', meaning: 'into a joint' },
  { code: 'intravitreal', snomed: '418401004', meaning: 'into the vitreous' },
  { code: 'epidural', snomed: '404820008', meaning: 'into the epidural space' },
  { code: 'intrathecal', snomed: '72607000', meaning: 'into the spinal fluid' },
  { code: 'rectal', snomed: '37161004', meaning: 'into the rectum' },
  { code: 'vaginal', snomed: '16857009', meaning: 'into the vagina' },
  { code: 'urethral', snomed: '90028008', meaning: 'into the urethra' },
  { code: 'intrauterine', snomed: null, meaning: 'into the womb' },
  { code: 'transdermal', snomed: '45890007', meaning: 'through the skin, by a patch' },
  { code: 'topical', snomed: '6064005', meaning: 'on the skin or another surface' },
] as const;
export type Route = (typeof routeTable)[number]['code'];
export const routeCodes: readonly Route[] = routeTable.map(({ code }) => code);

const the = String.raw`(?:(?:the|your|his|her|their|each|ea|one|both|either|affected|infected|surgical|operated|operative|dry|sore|left|right|l|r|lt|rt|child's|baby's|pt's|patient's|a) )*`;
const skin = String.raw`(?:skin|rash(?:es)?|(?:\w+ ){0,2}?areas?|lesions?|wounds?|sites?|scalp|face|nose(?= (?:rash|skin))|arms?|legs?|feet|foot|hands?|nails?|toe ?nails?|toes?|fingers?|fingernails?|back|neck|knees?|hips?|elbows?|ankles?|shoulders?|wrists?|chest|abdomen|groin|buttocks?|thighs?|forearms?|body|warts?|acne|spots?|burns?|joints?|eyelids?|lids?|lips?|hair|sores?|cuts?|forehead|cheeks|nipples?|bottom|diaper area|torso|trunk|underarms?|armpits?|hemorrhoids?|perianal area|heels?|calves|calf)`;

/** How a route is said. The order decides: the eye before the skin. `written` ones count only in written directions. */
export const routeRules: readonly { route: Route; said: string; written?: true }[] = [
  { route: 'oropharyngeal', said: String.raw`\b(?:swish(?: ?,)?(?: (?:and|&|\/|then))? (?:gargle(?: ?,)? )?(?:(?:and|&|\/|then) )?(?:spit|expectorate)|s \/ s|gargle(?: and spit)?|(?:rinse|swish)(?: (?:the |your )?mouth)? with(?= [#])|(?:and |then )?(?:spit|expectorate)(?: out| it out)?|oropharyngeal(?:ly)?)\b`, written: true },
  { route: 'oral', said: String.raw`\b(?:swish (?:and|&|\/|then) swallow|s & s|swish (?:around )?(?:in (?:the )?mouth )?(?:and|&|then) swallow)\b`, written: true },
  { route: 'gastrostomy', said: String.raw`\b(?:(?:by|via|per|through|in) (?:the )?(?:g ?-? ?(?:tube|j tube)|gtube|gt|peg(?: ?-? ?tube)?|gastrostomy(?: tube)?|gastric tube)|per gt|g ?-? ?tube)\b` },
  { route: 'nasogastric', said: String.raw`\b(?:(?:by|via|per|through) (?:the )?(?:ng(?: ?-? ?tube)?|ngt|nasogastric tube))\b` },
  { route: 'enteral', said: String.raw`\b(?:(?:by|via|per|through) (?:the )?(?:feeding tube|j ?- ?tube|jtube|tube|feeding|ft))\b`, written: true },
  { route: 'sublingual', said: String.raw`\b(?:(?:by |via )?(?:sublingual(?:ly)?(?: route)?)|under (?:the|your|his|her)? ?tongue|beneath (?:the|your) tongue|under tongue|sl|subl|s l)\b` },
  { route: 'buccal', said: String.raw`\b(?:(?:by |via )?buccal(?:ly)?(?: route)?|(?:in|inside|between) (?:the |your )?cheeks?(?: (?:and|&) gums?)?|between (?:the |your )?(?:gums? (?:and|&) cheek|cheek (?:and|&) gum))\b` },
  { route: 'ophthalmic', said: String.raw`\b(?:(?:in|into|to|per|by|on|inside) ${the}(?:eyes?|conjunctival sac|lower (?:eye ?lid|lid|conjunctival sac)|ophthalmic route)(?: route)?|(?:(?:left|right|both|each|affected|either|operated|operative|l|r|lt|rt) )+eyes?|ophthalmic(?:ally)?|ophth|(?<!\b(?:dry|itchy|red|watery|pink|sore|irritated|tired|puffy|burning|swollen) )eyes?)\b(?! (?:drops?|ointment|pain|infection|exam|doctor|irritation|itching|allergies|redness|dryness|pressure))`, written: true },
  { route: 'ophthalmic', said: String.raw`\b(?:(?:in|into|to) ${the}eyes?|ophthalmic(?:ally)?)\b` },
  { route: 'ophthalmic', said: String.raw`\b(?:ou|o u|o s|(?<!\bper )os|(?<=\b(?:drops?|gtts?|gt|ribbon|ointment|oint|inch|in|apply|instill|to|of|into) )(?:od|os|o d))\b`, written: true },
  { route: 'otic', said: String.raw`\b(?:(?:in|into|to|per|by|inside) ${the}(?:ears?(?: canals?)?|otic route)|(?:(?:left|right|both|each|affected|either|l|r|lt|rt) )+ears?|otic(?:ally)?|a u|au|(?<=\b(?:drops?|gtts?|gt|instill|to|into) )(?:ad|as))\b(?! needed)`, written: true },
  { route: 'otic', said: String.raw`\b(?:(?:in|into|to) ${the}ears?|otic)\b` },
  { route: 'nasal', said: String.raw`\b(?:(?:in|into|by|to|up|per|each|via|inside|through|en)? ?(?:#1 )?${the}(?:nostrils?|nares?|nasal passages?|nasal)(?: route)?|(?:in|into|up|inside|by) ${the}nose|intra ?-? ?nasal(?:ly)?|intranasal(?:ly)?|(?<=\b(?:spr|sprays?|squirts?) )en|nasally|(?:by|via) nasal route|ien)\b(?! (?:spray|congestion|drip|stuffiness|allergies|symptoms|cannula))` },
  { route: 'inhalation', said: String.raw`\b(?:(?:by|via|per|through|with|in) (?:a |the |your |an |small volume |hand held )*(?:nebuli[sz]er|inhaler|inhalation|inh|hhn|svn|neb)(?: (?:machine|route|treatments?))?|in (?:a )?(?:small volume )?nebuli[sz]er|(?:by|via) nebuli[sz]ation|nebuli[sz]ed|nebuli[sz]e|(?:into|in|to) (?:the )?lungs?(?: via inhalation)?|inhaled?|inhale(?=s\b)|inhaling|orally inhaled|inhalation|inh|nebs?)\b(?!s)` },
  { route: 'subcutaneous', said: String.raw`\b(?:subcutaneous(?:ly)?(?: route)?|sub ?-? ?cutaneous(?:ly)?|sub ?-? ?q|subcu?t?|sub c|(?:under|beneath) (?:the|your|his|her) skin|sq|s q|sc|s c|s ?\/ ?(?:c|q)|subcutaneus(?:ly)?)\b` },
  { route: 'intramuscular', said: String.raw`\b(?:intra ?-? ?muscular(?:ly)?|(?:in|into) (?:the )(?:deltoid |gluteal |thigh |outer thigh )?muscles?(?! (?:relax\w*|spasms?|pain|cramps?|aches?))|into (?:a )?(?:deltoid |gluteal |thigh )?muscle(?! relax)|im(?= (?:injection|daily|weekly|monthly|once|every|x|q|for|now|prn|as|to|in|into|twice|#|stat)\b)|im(?=$| [,.;)]))\b` },
  { route: 'intramuscular', said: String.raw`\b(?:im|i m|into (?:the )?thigh muscle)\b`, written: true },
  { route: 'intravenous', said: String.raw`\b(?:intravenous(?:ly)?|iv(?:p|pb)?(?: push| piggyback| drip)?|(?:into|in|through|via) (?:the|a) (?:vein|venous catheter|venous line|picc(?: line)?|central line|port)|via picc|venous catheter)\b` },
  { route: 'intradermal', said: String.raw`\b(?:intradermal(?:ly)?)\b` },
  { route: 'intraarticular', said: String.raw`\b(?:intra ?-? ?articular(?:ly)?|into the (?:\w+ )?joint)\b` },
  { route: 'intravitreal', said: String.raw`\b(?:intravitreal(?:ly)?)\b` },
  { route: 'epidural', said: String.raw`\b(?:epidural(?:ly)?)\b` },
  { route: 'intrathecal', said: String.raw`\b(?:intrathecal(?:ly)?)\b` },
  { route: 'urethral', said: String.raw`\b(?:(?:intra)?urethral(?:ly)?|into the urethra)\b` },
  { route: 'intrauterine', said: String.raw`\b(?:intrauterine)\b` },
  { route: 'rectal', said: String.raw`\b(?:rectal(?:ly)?(?: route)?|per rectum|(?:in|into|to|inside|by|via|through) (?:the |your )?(?:rectum|anus|rectal route)|p r|pr)\b(?! (?:n\b|pain|bleeding|itching|area))` },
  { route: 'vaginal', said: String.raw`\b(?:(?:intra)?vaginal(?:ly)?(?: route)?|(?:per )?vag|per vagina[m]?|(?:in|into|to|inside|by|via|through) (?:the |your )?(?:vagina|vaginal route|vaginal area)|p v|pv)\b(?! (?:itching|dryness|infection|discharge|symptoms|bleeding|yeast))` },
  { route: 'transdermal', said: String.raw`\b(?:trans ?dermal(?:ly)?(?: route)?|(?<=patch(?:es)? )td)\b` },
  { route: 'dental', said: String.raw`\b(?:(?:to|on|onto) (?:the |your |all )?(?:teeth|gums?)|dental(?:ly)?(?= route)|brush (?:on )?teeth)\b`, written: true },
  { route: 'topical', said: String.raw`\b(?:massage|rub|work|pat)(?:ed)? (?:gently |well |thoroughly )?(?:in|into|onto|on) ${the}(?:\w+ )?${skin}`, written: true },
  { route: 'topical', said: String.raw`\binto (?:the |your |his |her )?(?:skin|scalp)(?: of (?:the )?${skin}|(?<=\b(?:massage|rub|apply|work)[a-z]*\b[^.;]{0,60}))`, written: true },
  { route: 'topical', said: String.raw`\b(?:(?:to|on) )?(?:aaa?|aff areas?)\b`, written: true },
  { route: 'subcutaneous', said: String.raw`\binto (?:the |your |his |her )?(?:skin|fatty tissue|abdomen)\b(?! of)`, written: true },
  { route: 'topical', said: String.raw`\b(?:(?:to|on|onto|over|around|at|between|under|in between) ${the}(?:(?:\w+|,|and|or|\/) ){0,3}?${skin}(?: of ${the}(?:\w+ )?${skin})?(?:(?: ,)? (?:and|or|&|\/|,) (?:the )?(?:(?:\w+) ){0,1}?${skin})*|cutaneous(?:ly)?|externally)\b`, written: true },
  { route: 'topical', said: String.raw`\b(?:(?:by |via )?topical(?:ly)?(?: route)?|top(?=(?:$| (?:bid|tid|qid|daily|q|to|prn)\b))|(?:to|on|onto|over|around) (?:the |your |his |her )*(?:skin|rash|(?:\w+ )?affected (?:and surrounding )?(?:areas?|nails?|skin)(?: of (?:the )?skin)?|area)|to (?:the )?affected)\b` },
  { route: 'oral', said: String.raw`\b(?:by (?:the )?mouth|(?:by|via) (?:the )?(?:oral|mouth)(?: route)?|through (?:the )?mouth|in (?:the )?mouth|orally|oral(?! (?:thrush|pain|ulcers?|sores?|surgery|infection|solution|suspension|rehydration|hygiene|surgeon))(?: route)?|po|p o|per os|per oral|on (?:the |your |top of (?:the |your )?)?tongue)\b` },
  { route: 'oral', said: String.raw`\b(?:swallow(?! whole)|drink(?! (?:plenty|lots|more|at|water|fluids|extra|a full))|chew(?:ed)?(?! (?:or|and spit)\b)|bymouth)\b`, written: true },
];

/** No route is said without one of these; null where anything may say it. What spares most directions most of the rules above. */
export const routeHints: Readonly<Record<Route, RegExp | null>> = {
  oropharyngeal: /swish|s \/ s|gargle|rinse|spit|expectorate|oropharyn/, gastrostomy: /tube|peg|gt|gastr/, nasogastric: /ng|naso/, enteral: /tube|feeding|ft/, sublingual: /tongue|sl|subl|s l/, buccal: /buccal|cheek/,
  ophthalmic: /eye|ophth|conjunct|lid|\bo ?[dsu]\b/, otic: /ear|otic|\ba ?[dsu]\b/, nasal: /\ben\b|nos|nar|nasal|ien/, inhalation: /inh|neb|lung|hhn|svn/, subcutaneous: /sub|skin|tissue|abdomen|\bs ?(?:\/ ?)?[qc]\b/, intramuscular: /muscul|muscle|thigh|\bi ?m\b/,
  intravenous: /venous|vein|\biv|picc|line|port/, intradermal: /dermal/, intraarticular: /articular|joint/, intravitreal: /vitreal/, epidural: /epidural/, intrathecal: /thecal/, urethral: /urethra/, intrauterine: /uterine/, rectal: /rect|anus|\bp ?r\b/, vaginal: /vag|\bp ?v\b/,
  transdermal: /dermal|\btd\b/, dental: /teeth|gum|dental/, topical: null, oral: null,
};
