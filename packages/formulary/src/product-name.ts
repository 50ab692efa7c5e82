/** An RxNorm product name taken apart, e.g. `24 HR metoprolol succinate 25 MG Extended Release Oral Tablet [Toprol]`. */
export type ProductName = {
  /** Lower case, salts still there, in the order written. */
  parts: { name: string; strength: string | null }[];
  form: string | null;
  brand: string | null;
};

const amount = String.raw`\d+(?:\.\d+)?`;
const unit = String.raw`(?:MG|MCG|UG|GM?|UNT|UNITS?|MEQ|ML|%)`;
const strengthPattern = new RegExp(String.raw`\s+(${amount}\s*${unit}(?:\s*/\s*(?:ML|HR|ACTUAT|MG))?)(?:\s+|$)`, 'i');
/** What stands before the first ingredient: application number, pack size, how long a unit works. */
const prefixPattern = new RegExp(
  String.raw`^(?:NDA\d+|Abuse-Deterrent|Breath-Actuated|${amount}\s+(?:HR|ML|ACTUAT|DAY))\s+`,
  'i',
);
const formPattern =
  /\b((?:(?:Extended|Delayed) Release )?(?:Oral|Chewable|Sublingual|Topical|Injectable|Inhalation|Ophthalmic|Mucosal|Vaginal|Transdermal|Intrauterine|Drug|Prefilled|Metered Dose|Dry Powder|Disintegrating Oral|Granules for Oral)[\w ]*|Injection|Auto-Injector|Pen Injector|Cartridge|Tablet|Capsule|Cream|Ointment)\s*$/i;

/** Takes a display name apart; it never invents a part: what it cannot read stays in the name. */
export const parseProductName = (display: string): ProductName => {
  const brand = /\[([^\]]+)\]\s*$/.exec(display)?.[1] ?? null;
  const bare = display.replace(/\s*\[[^\]]+\]\s*$/, '').trim();
  if (bare.startsWith('{')) return { ...parsePack(bare), brand };
  let rest = bare;
  for (let previous = ''; previous !== rest; ) {
    previous = rest;
    rest = rest.replace(prefixPattern, '');
  }
  const pieces = rest.split(/\s+\/\s+|(?<=[a-z])\/(?=[A-Za-z]{4})/);
  const last = pieces.at(-1) ?? '';
  const form = formPattern.exec(last)?.[1] ?? null;
  if (form) pieces[pieces.length - 1] = last.slice(0, last.length - form.length).trim();
  return { parts: pieces.map(partOf).filter((part) => part.name !== ''), form, brand };
};

const partOf = (piece: string): { name: string; strength: string | null } => {
  const strength = strengthPattern.exec(` ${piece}`)?.[1] ?? null;
  const name = strength ? piece.slice(0, ` ${piece}`.search(strengthPattern)) : piece;
  return { name: name.trim().toLowerCase(), strength: strength?.replace(/\s+/g, ' ') ?? null };
};

/** `{21 (a / b Oral Tablet) / 7 (inert) } Pack`: the ingredients of all its tablets, each once, without strengths. */
const parsePack = (pack: string): Omit<ProductName, 'brand'> => {
  const names = [...pack.matchAll(/\(([^)]*)\)/g)]
    .flatMap((match) => parseProductName(match[1] ?? '').parts.map((part) => part.name))
    .filter((name) => name !== 'inert ingredients');
  return { parts: [...new Set(names)].map((name) => ({ name, strength: null })), form: 'Pack' };
};
