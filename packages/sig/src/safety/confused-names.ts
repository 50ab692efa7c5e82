/**
 * Medicines whose names have been taken for each other when heard or read: a choice of those that are prescribed in ambulatory
 * care, not the whole of the lists.
 */
/** Where a pair comes from. `checked`: read in the list named; the others were written down from memory of it. */
const lists = [
  {
    source: 'FDA and ISMP Lists of Look-Alike Drug Names with Recommended Tall Man Letters (ismp.org/recommendations/tall-man-letters-list), read in November 2026',
    checked: true,
    pairs: `
acetazolamide acetohexamide; bupropion buspirone; clomiphene clomipramine; glipizide glyburide; chlorpromazine chlorpropamide; dobutamine dopamine; dimenhydrinate diphenhydramine; alprazolam lorazepam;
metformin metronidazole; amlodipine amiloride; hydromorphone morphine; nexium nexavar; cefazolin ceftriaxone; nifedipine nimodipine; celebrex celexa; novolin novolog; carbamazepine oxcarbazepine;
oxycodone oxycontin; clonazepam clonidine; fluoxetine paroxetine; clonazepam lorazepam; clonidine klonopin; prilosec prozac; olanzapine quetiapine; ephedrine epinephrine; quinine quinidine;
infliximab rituximab; duloxetine fluoxetine; guaifenesin guanfacine; seroquel sinequan`,
  },
  {
    source: 'ISMP, List of Confused Drug Names: from memory, for a pharmacist to check (ismp.org/recommendations/confused-drug-names-list)',
    checked: false,
    pairs: `
aciphex aricept; adderall inderal; alprazolam clonazepam; amiodarone amantadine; amitriptyline nortriptyline; aripiprazole rabeprazole; azathioprine azithromycin; benazepril benadryl;
brintellix brilinta; captopril carvedilol; cardizem cardene; cardura coumadin; cefuroxime cefotaxime; celebrex cerebyx; celexa zyprexa; cetirizine sertraline; citalopram escitalopram;
clobazam clonazepam; clozapine clonazepam; colace cozaar; cozaar zocor; cyclobenzaprine cyproheptadine; cymbalta symbyax; diamox trimox; diazepam ditropan; diflucan diprivan; digoxin doxepin;
dilantin dilacor; diltiazem diazepam; doxazosin doxepin; doxepin doxycycline; dulaglutide liraglutide; enalapril anafranil; escitalopram estazolam; estradiol estriol; eszopiclone zopiclone;
famotidine furosemide; fioricet fiorinal; flomax fosamax; flomax volmax; flonase flovent; fluoxetine fluvoxamine; fluphenazine fluvoxamine; folic acid folinic acid; gabapentin gemfibrozil;
glimepiride glipizide; glucophage glucotrol; humalog humulin; humalog novolog; humulin novolin; hydralazine hydroxyzine; hydralazine hydrochlorothiazide; hydrochlorothiazide hydroxychloroquine;
hydrocodone oxycodone; hydrocortisone hydrocodone; hydroxyzine hydroxyurea; indapamide iopidine; isosorbide dinitrate isosorbide mononitrate; isotretinoin tretinoin; januvia janumet; jantoven januvia;
kaletra keppra; keppra keflex; ketorolac ketotifen; lamictal lamisil; lamictal lomotil; lamivudine lamotrigine; lamotrigine levetiracetam; lanoxin levoxyl; lansoprazole aripiprazole; lantus lente;
lasix luvox; lasix losec; levetiracetam levofloxacin; levetiracetam levocarnitine; levothyroxine liothyronine; lexapro loxitane; lexapro celexa; lithium lanthanum; lopressor lyrica;
loratadine lorazepam; lorazepam temazepam; lunesta neulasta; medroxyprogesterone methylprednisolone; methadone methylphenidate; methadone metolazone; methimazole metolazone; methotrexate metolazone;
methyldopa levodopa; methylprednisolone methyltestosterone; metolazone metoprolol; metoprolol tartrate metoprolol succinate; metoprolol misoprostol; metronidazole methazolamide; micronase microzide;
minoxidil midodrine; mirapex miralax; misoprostol mifepristone; mucinex mucomyst; naproxen naloxone; neurontin noroxin; nicardipine nifedipine; norvasc navane; opana opium; oxybutynin oxycontin;
oxycontin ms contin; pantoprazole aripiprazole; paroxetine pyridoxine; paxil plavix; paxil taxol; penicillamine penicillin; percocet procet; plavix pradaxa; prednisone prednisolone;
prednisone primidone; prilosec pristiq; propranolol prednisolone; propylthiouracil purinethol; protonix lotronex; prozac proscar; ranitidine rimantadine; restoril risperdal; rifampin rifaximin;
risperidone ropinirole; ritalin rifadin; saxagliptin sitagliptin; sertraline soriatane; serzone seroquel; singulair sinequan; sitagliptin sumatriptan; solu - medrol depo - medrol;
sulfadiazine sulfasalazine; sumatriptan zolmitriptan; synthroid symmetrel; tamoxifen tamsulosin; tegretol toprol; tiagabine tizanidine; tizanidine nizatidine; tobradex tobrex; topamax toprol;
topiramate torsemide; tramadol trazodone; tramadol toradol; trileptal trilafon; valacyclovir valganciclovir; valium vistaril; venlafaxine ventolin; viagra allegra; vinblastine vincristine;
vytorin vyvanse; wellbutrin sr wellbutrin xl; xanax zantac; xanax xopenex; xeljanz xarelto; zantac zyrtec; zestril zetia; zestril zyprexa; zocor zyrtec; zolmitriptan zolpidem; zoloft zocor;
zolpidem zaleplon; zonegran sinequan; zyprexa zyrtec; zyprexa zelapar`,
  },
] as const;

const confused = new Map<string, Set<string>>();
for (const row of lists.flatMap(({ pairs }) => pairs.split(';'))) {
  const words = row.trim().split(/\s+/);
  // A pair of two words has one each; longer rows split in the middle.
  const half = Math.ceil(words.length / 2);
  const [a, b] = [words.slice(0, half).join(' '), words.slice(half).join(' ')];
  if (a === '' || b === '') continue;
  confused.set(a, (confused.get(a) ?? new Set()).add(b));
  confused.set(b, (confused.get(b) ?? new Set()).add(a));
}

/** Names that any of these has been taken for; the caller gives the name said and those of its ingredients. */
export const confusedWith = (names: readonly string[]): string[] => [...new Set(names.flatMap((name) => [...(confused.get(name.toLowerCase()) ?? [])]))].filter((name) => !names.includes(name)).sort();

/** The pairs with their source, for whoever checks them. */
export const confusedPairs = lists.flatMap(({ source, checked, pairs }) => pairs.split(';').map((row) => ({ names: row.trim(), source, checked })));
