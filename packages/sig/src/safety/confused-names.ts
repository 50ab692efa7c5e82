/**
 * Medicines whose names have been taken for each other when heard or read. Sources: ISMP, List of Confused Drug Names; FDA and
 * ISMP, Lists of Look-Alike Drug Names with Recommended Tall Man Letters. A choice of the pairs whose members are prescribed by
 * mouth, skin or injection in ambulatory care; it is not the whole list.
 */
const pairs = `
acetazolamide acetohexamide; aciphex aricept; adderall inderal; alprazolam clonazepam; alprazolam lorazepam; amlodipine amiloride; amiodarone amantadine; amitriptyline nortriptyline; aripiprazole rabeprazole; azathioprine azithromycin;
benazepril benadryl; brintellix brilinta; bupropion buspirone; captopril carvedilol; carbamazepine oxcarbazepine; cardizem cardene; cardura coumadin; cefuroxime cefotaxime; celebrex celexa; celebrex cerebyx; celexa zyprexa; cetirizine sertraline;
chlorpromazine chlorpropamide; cefazolin ceftriaxone; citalopram escitalopram; clonazepam clonidine; clonazepam lorazepam; clonidine klonopin; clobazam clonazepam; clomiphene clomipramine; clozapine clonazepam; colace cozaar; cozaar zocor; cyclobenzaprine cyproheptadine; cymbalta symbyax;
diamox trimox; diazepam ditropan; diflucan diprivan; digoxin doxepin; dilantin dilacor; diltiazem diazepam; dimenhydrinate diphenhydramine; dobutamine dopamine; doxazosin doxepin; doxepin doxycycline; duloxetine fluoxetine; dulaglutide liraglutide;
enalapril anafranil; ephedrine epinephrine; escitalopram estazolam; estradiol estriol; eszopiclone zopiclone; famotidine furosemide; fioricet fiorinal; flomax fosamax; flomax volmax; flonase flovent; fluoxetine fluvoxamine; fluoxetine paroxetine; fluphenazine fluvoxamine; folic acid folinic acid; fosamax flomax;
gabapentin gemfibrozil; glimepiride glipizide; glipizide glyburide; glucophage glucotrol; guaifenesin guanfacine; humalog humulin; humalog novolog; humulin novolin; hydralazine hydroxyzine; hydralazine hydrochlorothiazide; hydrochlorothiazide hydroxychloroquine; hydrocodone oxycodone; hydrocortisone hydrocodone; hydromorphone morphine; hydroxyzine hydroxyurea;
indapamide iopidine; infliximab rituximab; isosorbide dinitrate isosorbide mononitrate; isotretinoin tretinoin; januvia janumet; jantoven januvia; kaletra keppra; keppra keflex; ketorolac ketotifen; klonopin clonidine; lamictal lamisil; lamictal lomotil; lamivudine lamotrigine; lamotrigine levetiracetam; lanoxin levoxyl; lansoprazole aripiprazole; lantus lente; lasix luvox; lasix losec;
levetiracetam levofloxacin; levetiracetam levocarnitine; levothyroxine liothyronine; lexapro loxitane; lexapro celexa; lithium lanthanum; lopressor lyrica; loratadine lorazepam; lorazepam temazepam; lunesta neulasta; lyrica lopressor; medroxyprogesterone methylprednisolone; metformin metronidazole; methadone methylphenidate; methadone metolazone;
methimazole metolazone; methotrexate metolazone; methyldopa levodopa; methylprednisolone methyltestosterone; metolazone metoprolol; metoprolol tartrate metoprolol succinate; metoprolol misoprostol; metronidazole methazolamide; micronase microzide; minoxidil midodrine; mirapex miralax; misoprostol mifepristone; morphine hydromorphone; mucinex mucomyst; naproxen naloxone; neurontin noroxin; nexium nexavar; nicardipine nifedipine; nifedipine nimodipine;
norvasc navane; novolin novolog; olanzapine quetiapine; opana opium; oxybutynin oxycontin; oxycodone oxycontin; oxycontin ms contin; pantoprazole aripiprazole; paroxetine fluoxetine; paroxetine pyridoxine; paxil plavix; paxil taxol; penicillamine penicillin; percocet procet; plavix pradaxa; prednisone prednisolone; prednisone primidone; prilosec prozac; prilosec pristiq; pristiq prilosec;
propranolol prednisolone; propylthiouracil purinethol; protonix lotronex; prozac proscar; quetiapine olanzapine; quinine quinidine; rabeprazole aripiprazole; ranitidine rimantadine; restoril risperdal; rifampin rifaximin; risperidone ropinirole; ritalin rifadin; saxagliptin sitagliptin; seroquel sinequan; sertraline cetirizine; sertraline soriatane; serzone seroquel;  singulair sinequan;
sitagliptin sumatriptan; solu - medrol depo - medrol; sulfadiazine sulfasalazine; sumatriptan zolmitriptan; synthroid symmetrel; tamoxifen tamsulosin; tegretol toprol; tiagabine tizanidine; tizanidine nizatidine; tobradex tobrex; topamax toprol; topiramate torsemide; tramadol trazodone; tramadol toradol; trazodone tramadol; trileptal trilafon; valacyclovir valganciclovir; valium vistaril; venlafaxine ventolin;
viagra allegra; vinblastine vincristine; vytorin vyvanse; wellbutrin sr wellbutrin xl; xanax zantac; xanax xopenex; xeljanz xarelto; zantac zyrtec; zestril zetia; zestril zyprexa; zocor zyrtec; zolmitriptan zolpidem; zoloft zocor; zolpidem zaleplon; zonegran sinequan; zyprexa zyrtec; zyprexa zelapar; zyrtec zantac`;

const confused = new Map<string, Set<string>>();
for (const row of pairs.split(';')) {
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
