/** Words that say which salt, ester or hydrate; RxNorm's ingredient is the name without them. */
const salts = new Set(
  `acetate axetil besylate bisulfate bitartrate bromide calcium carbonate chloride citrate decanoate dihydrate dipropionate
   disodium disoproxil dinitrate erbumine etabonate etexilate fumarate furoate gluconate hcl hydrobromide hydrochloride hyclate
   lactate magnesium maleate malate medoxomil mesylate mofetil monohydrate mononitrate nitrate oxalate pamoate phosphate
   potassium propionate proxetil saccharate sodium succinate sulfate sulphate tartrate tosylate trihydrate tromethamine
   valerate xinafoate besilate alafenamide hemihydrate`.split(/\s+/),
);

/** `metoprolol succinate` -> [`metoprolol succinate`, `metoprolol`]: the whole name first, so that `ferrous sulfate` stays whole. */
export const withoutSalts = (name: string): string[] => {
  const candidates = [name];
  let words = name.replace(/,.*$/, '').replace(/\([^)]*\)/g, '').trim().split(/\s+/);
  candidates.push(words.join(' '));
  while (words.length > 1 && salts.has(words.at(-1) ?? '')) {
    words = words.slice(0, -1);
    candidates.push(words.join(' '));
  }
  return [...new Set(candidates)].filter((candidate) => candidate !== '');
};
