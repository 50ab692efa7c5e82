import { formulary } from '@dra/formulary';

/**
 * The least and the most that adults and children are given at a time by mouth, injection or inhalation, in mg (`u`: units):
 * after "Dosage and Administration" of the FDA labels (DailyMed), rounded outwards. Written from memory of the labels, none of it
 * checked against them yet: `source` says so of each. It serves to notice another unit or a slipped decimal point, not to judge
 * a dose; a wrong row can add or lose a flag and never changes a dose.
 */
const table = `
acetaminophen 40-1000; acyclovir 100-1000; albuterol 0.09-5; alendronate 5-70; allopurinol 50-800; alprazolam 0.125-4; amiodarone 100-800; amitriptyline 5-150; amlodipine 1.25-10; amoxicillin 50-2000;
apixaban 2.5-10; aripiprazole 1-30; aspirin 40-1000; atenolol 12.5-100; atomoxetine 10-100; atorvastatin 5-80; azithromycin 50-2000; baclofen 2.5-40; benazepril 2.5-80; benzonatate 100-200; bisoprolol 1.25-20;
budesonide 0.09-9; bumetanide 0.25-5; bupropion 37.5-450; buspirone 2.5-60; calcitriol 0.00025-0.004; candesartan 2-32; carbamazepine 50-800; carisoprodol 175-350; carvedilol 1.5625-80; cefdinir 50-600;
cefuroxime 62.5-1500; celecoxib 50-400; cephalexin 62.5-1000; cetirizine 2.5-20; chlorthalidone 12.5-100; ciprofloxacin 100-750; citalopram 5-40; clarithromycin 62.5-1000; clindamycin 75-900; clonazepam 0.125-4;
clonidine 0.025-0.6; clopidogrel 75-600; codeine 7.5-60; colchicine 0.3-1.8; cyclobenzaprine 2.5-30; dabigatran 75-220; dexamethasone 0.25-40; dextroamphetamine 2.5-60; diazepam 0.5-20; diclofenac 25-150; dicyclomine 10-40;
digoxin 0.03-0.75; diltiazem 30-540; diphenhydramine 6.25-100; divalproex 125-1500; docusate 50-400; donepezil 2.5-23; doxazosin 0.5-16; doxycycline 20-200; duloxetine 20-120; empagliflozin 5-25; enalapril 1.25-40;
enoxaparin 20-180; escitalopram 2.5-20; esomeprazole 10-80; estradiol 0.01-4; eszopiclone 1-3; ezetimibe 5-10; famotidine 5-40; fenofibrate 40-200; ferrous sulfate 15-650; fexofenadine 30-180; finasteride 1-5; fluconazole 50-800;
fluoxetine 5-90; fluticasone 0.025-1; folic acid 0.1-5; furosemide 5-600; gabapentin 50-1200; glimepiride 0.5-8; glipizide 1.25-20; glyburide 0.625-20; guaifenesin 50-1200; haloperidol 0.25-20; hydralazine 5-100; hydrochlorothiazide 6.25-100;
hydrocodone 2.5-20; hydromorphone 0.5-16; hydroxychloroquine 100-600; hydroxyzine 5-100; ibuprofen 25-800; indomethacin 25-75; irbesartan 75-300; isosorbide mononitrate 10-240; ketorolac 10-60; labetalol 50-800; lamotrigine 2-400;
lansoprazole 7.5-60; letrozole 2.5-5; levetiracetam 100-3000; levocetirizine 1.25-10; levofloxacin 250-750; levothyroxine 0.0125-0.3; linagliptin 5-5; lisinopril 1.25-80; lithium carbonate 150-1800; loperamide 1-4; loratadine 2.5-20; lorazepam 0.25-8;
losartan 12.5-100; lovastatin 10-80; meclizine 12.5-50; melatonin 0.3-20; meloxicam 5-15; metformin 250-2000; methimazole 2.5-40; methocarbamol 500-1500; methotrexate 2.5-50; methylphenidate 2.5-72; methylprednisolone 2-1000; metoclopramide 2.5-20;
metolazone 1.25-20; metoprolol 6.25-400; metronidazole 125-2000; minocycline 45-200; mirtazapine 7.5-45; mometasone 0.05-0.4; montelukast 4-10; morphine 1-200; moxifloxacin 400-400; mycophenolate 250-1500; nabumetone 500-2000; naloxone 0.4-8;
naproxen 125-1000; nebivolol 2.5-40; nifedipine 10-120; nitrofurantoin 25-100; nitroglycerin 0.3-9; nortriptyline 10-150; olanzapine 1.25-20; olmesartan 5-40; omeprazole 5-80; ondansetron 2-24; oxcarbazepine 75-1200; oxybutynin 2.5-30; oxycodone 2.5-80;
pantoprazole 20-80; paroxetine 5-62.5; penicillin v 125-1000; phentermine 8-37.5; phenytoin 30-500; pioglitazone 15-45; prasugrel 5-60; pravastatin 10-80; prazosin 0.5-20; prednisolone 1-100; prednisone 1-100; pregabalin 25-300; prochlorperazine 2.5-30;
promethazine 3.125-50; propranolol 5-320; quetiapine 12.5-800; quinapril 2.5-80; ramipril 1.25-20; risperidone 0.25-8; rivaroxaban 2.5-20; rizatriptan 5-10; ropinirole 0.25-24; rosuvastatin 2.5-40; sacubitril 24-97; semaglutide 0.25-14; sertraline 12.5-200;
sildenafil 10-100; simvastatin 5-80; sitagliptin 25-100; spironolactone 12.5-400; sucralfate 500-2000; sulfamethoxazole 100-1600; sumatriptan 3-100; tadalafil 2.5-40; tamsulosin 0.4-0.8; temazepam 7.5-30; terazosin 1-20; terbinafine 125-250; tizanidine 1-12;
topiramate 12.5-400; torsemide 2.5-200; tramadol 25-300; trazodone 12.5-400; triamterene 25-100; valacyclovir 250-2000; valsartan 20-320; venlafaxine 12.5-300; verapamil 40-480; warfarin 0.5-15; zolpidem 1.75-12.5; zonisamide 25-600; zolmitriptan 1.25-5;
insulin glargine 1u-300u; insulin lispro 0.5u-150u; insulin aspart 0.5u-150u; insulin regular 0.5u-500u; insulin detemir 1u-300u; insulin degludec 1u-300u; insulin nph 1u-300u; ergocalciferol 400u-50000u; cholecalciferol 200u-50000u; heparin 1u-40000u`;

/** `UNCHECKED`: from the table, for a pharmacist to check. `PRODUCTS`: from the strengths of the formulary's RxNorm products. */
export type UsualDose = { least: number; most: number; unit: 'mg' | 'unit'; source: 'UNCHECKED' | 'PRODUCTS' };
const usual = new Map<string, UsualDose>(
  table.split(';').flatMap((row): [string, UsualDose][] => {
    const match = /^\s*(.+?) ([\d.]+)(u?)-([\d.]+)u?\s*$/.exec(row);
    return match ? [[match[1] ?? '', { least: Number(match[2]), most: Number(match[4]), unit: match[3] === 'u' ? 'unit' : 'mg', source: 'UNCHECKED' }]] : [];
  }),
);

/** From the table, or from the strengths that the formulary's products have; null for a medicine that neither knows. */
export const usualDoseOf = (ingredient: string): UsualDose | null => usual.get(ingredient) ?? ofProducts().get(ingredient) ?? null;

let products: Map<string, UsualDose> | null = null;
const ofProducts = (): Map<string, UsualDose> => {
  if (products) return products;
  products = new Map();
  for (const { ingredients, strength } of formulary.products) {
    const [name, ...more] = ingredients;
    const match = /^([\d.]+) ?(mg|mcg|g|unt|units?)$/i.exec(strength ?? '');
    if (!name || more.length > 0 || !match) continue;
    const said = (match[2] ?? '').toLowerCase();
    const unit = said.startsWith('un') ? 'unit' : 'mg';
    const value = Number(match[1]) * (said === 'g' ? 1000 : said === 'mcg' ? 0.001 : 1);
    const known = products.get(name);
    // Half a tablet to four of them.
    if (!known || known.unit === unit) products.set(name, { source: 'PRODUCTS', unit, least: Math.min(known?.least ?? Infinity, value / 2), most: Math.max(known?.most ?? 0, value * 4) });
  }
  return products;
};
