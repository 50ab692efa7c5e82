/**
 * Word lists that tell what a sentence is about. They are features of the model, the ground of `unmentioned`'s
 * importance, and what keeps the drafter useful on speech unlike its training data. Lower case, matched as whole words.
 */
const list = (words: string) => new Set(words.trim().split(/\s*,\s*|\n\s*/));

export const cues = {
  symptom: list(`pain, pains, painful, ache, aches, aching, hurt, hurts, hurting, sore, soreness, cough, coughing, fever, fevers, chills, nausea, nauseous, vomiting, vomit, throw, diarrhea, constipation,
    dizzy, dizziness, lightheaded, lightheadedness, headache, headaches, fatigue, fatigued, tired, weakness, weak, numb, numbness, tingling, swelling, swollen, bloated, bloating, rash, itchy, itching, itchiness,
    bleeding, blood, breath, breathing, wheezing, wheeze, palpitations, faint, fainting, fainted, cramps, cramping, stiff, stiffness, burning, congestion, congested, sneezing, discharge, insomnia, anxious, anxiety,
    depressed, depression, sad, appetite, sweats, sweating, heartburn, reflux, bruising, tender, tenderness, seizure, seizures, vision, blurry, hearing, ringing, urinating, urination, incontinence, lump, mass, snoring, popping, locking, limping, fell, fall, injury, injured, twisted`),
  problem: list(`diabetes, diabetic, hypertension, cancer, tumor, asthma, copd, arthritis, osteoarthritis, rheumatoid, stroke, failure, infarction, fibrillation, coronary, disease, kidney, stones, anemia, anemic, thyroid, hypothyroidism,
    hyperlipidemia, cholesterol, migraine, migraines, gout, psoriasis, eczema, pneumonia, bronchitis, infection, uti, hernia, fracture, fractured, sprain, strain, tear, torn, tendonitis, bursitis, carpal, sciatica, stenosis, neuropathy, ulcer, ulcers,
    colitis, crohn's, diverticulitis, hepatitis, cirrhosis, lupus, glaucoma, cataracts, adhd, bipolar, apnea, obesity, embolism, clot, clots, melanoma, leukemia, lymphoma, transplant, dialysis, epilepsy, parkinson's, dementia, alzheimer's, syndrome, disorder, allergies, allergy, allergic, pregnant, pregnancy`),
  medication: list(`mg, mcg, milligrams, milligram, tablet, tablets, pill, pills, capsule, dose, doses, dosage, daily, medication, medications, medicine, medicines, meds, prescription, prescribe, prescribed, refill, inhaler, insulin, steroid, steroids,
    antibiotic, antibiotics, ointment, cream, drops, vaccine, vaccines, immunization, shot, shots, supplement, supplements, vitamin, tylenol, ibuprofen, advil, aleve, aspirin, motrin, lisinopril, metformin, lasix, furosemide, norvasc, amlodipine, atorvastatin, lipitor,
    prozac, zoloft, lexapro, albuterol, prednisone, meloxicam, naproxen, gabapentin, synthroid, levothyroxine, omeprazole, prilosec, protonix, carvedilol, metoprolol, losartan, hydrochlorothiazide, warfarin, coumadin, eliquis, xarelto, plavix, amoxicillin, penicillin, azithromycin, doxycycline, sulfa, codeine, tramadol, oxycodone, hydrocodone, morphine, ultram, imitrex, methotrexate, humira, flonase, zyrtec, claritin, benadryl`),
  exam: list(`exam, examination, auscultation, palpation, lungs, bilaterally, bilateral, murmur, systolic, rhythm, edema, effusion, erythema, ecchymosis, tenderness, range, motion, flexion, extension, abduction, rotation, reflexes, strength, sensation, gait, pupils, tympanic, abdomen, bowel,
    sounds, crackles, rales, rhonchi, distention, distended, bruits, bruit, pulses, capillary, turgor, lymphadenopathy, thyromegaly, rebound, guarding, mcmurray, lachman, drawer, tinel's, phalen's, straight, leg, raise, sinuses, nasal, oropharynx, vitals, vital, signs, temperature, pulse, respirations, oxygenation, saturation, appreciate, auscultate, palpate`),
  result: list(`x-ray, xray, x-rays, mri, ct, scan, ultrasound, echocardiogram, echo, ekg, ecg, labs, lab, results, result, showed, shows, reveals, revealed, hemoglobin, a1c, creatinine, wbc, cbc, biopsy, pathology, colonoscopy, endoscopy, mammogram, stress, pft, pfts, ejection, fraction, elevated, abnormality, panel, urinalysis, culture`),
  assessment: list(`think, consistent, diagnosis, diagnosed, likely, probably, suspect, suggests, appears, stable, controlled, well-controlled, uncontrolled, worsening, improving, impression, assessment, due, secondary, chronic, acute, exacerbation, problem, concerned`),
  plan: list(`plan, order, ordered, prescribe, refer, referral, referring, follow, follow-up, followup, schedule, return, recheck, continue, increase, decrease, start, stop, discontinue, recommend, monitor, therapy, physical, surgery, consult, send, sending, repeat, weeks, months, call, avoid, ice, rest, elevate, brace, sling, splint, injection, appointment, specialist, nutritionist, counseling, refill, instructions`),
  history: list(`history, surgery, surgeries, hysterectomy, appendectomy, cholecystectomy, removed, replacement, operation, hospitalized, hospital, mother, father, mom, dad, brother, sister, grandmother, grandfather, family, wife, husband, runs, diagnosed`),
  social: list(`smoke, smoker, smoking, cigarettes, tobacco, pack, packs, drink, drinking, alcohol, beer, wine, drugs, marijuana, cocaine, work, job, married, single, divorced, children, kids, live, lives, retired, exercise, diet, caffeine, coffee, occupation`),
  time: list(`days, weeks, months, years, ago, since, yesterday, last, started, began, day, week, month, year, hours, morning, night, often, sometimes, constant, intermittent, worse, better`),
} as const;

export type CueKind = keyof typeof cues;
export const cueKinds = Object.keys(cues) as CueKind[];

/** What a visit is doing from here on, said by the clinician. */
export const phaseCues: [RegExp, 'exam' | 'results' | 'plan'][] = [
  [/\b(?:physical exam|exam real quick|take a (?:quick )?look at (?:you|that|your)|examine you|take a listen|listen to your|vital signs|check your (?:heart|lungs)|on (?:your )?(?:physical )?exam)/, 'exam'],
  [/\b(?:look at (?:some of )?your (?:results|labs?|x-ray)|review(?:ed)? (?:the results|your (?:results|labs?|x-rays?))|results of your|i reviewed|looking at your (?:labs?|results))/, 'results'],
  [/\b(?:my plan|the plan|assessment and plan|my assessment|for your (?:first|second|third|fourth|next) problem|what i'd like to do|tell you (?:a little bit )?about my|my impression|what we're going to do|as far as treatment)/, 'plan'],
];
