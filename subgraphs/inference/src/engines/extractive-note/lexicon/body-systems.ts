/** Names of body systems as notes have them. */
export type BodySystem = 'Constitutional' | 'HENT' | 'Eyes' | 'Neck' | 'Cardiovascular' | 'Respiratory' | 'Gastrointestinal' | 'Genitourinary' | 'Musculoskeletal' | 'Skin' | 'Neurological' | 'Psychiatric';

const list = (words: string) => new Set(words.split(' '));

/** Whole words, lower case; of several systems the first that matches. */
const systems: readonly [BodySystem, ReadonlySet<string>][] = [
  ['Cardiovascular', list('heart murmur rhythm cardiac cardiovascular palpitations edema systolic gallop')],
  ['Respiratory', list('lung lungs breath breathing cough coughing wheezing wheeze crackles rales rhonchi respiratory sputum dyspnea')],
  ['Gastrointestinal', list('abdomen abdominal belly stomach bowel bowels nausea nauseous vomiting vomit diarrhea constipation constipated heartburn reflux stool stools bloating bloated gastrointestinal rebound guarding')],
  ['Genitourinary', list('urination urinating urinary urinate bladder pelvic vaginal dysuria incontinence kidney kidneys pee')],
  ['Neurological', list('headache headaches dizziness dizzy lightheaded lightheadedness numbness numb tingling seizure seizures reflexes sensation neurological balance faint fainting tremor')],
  ['Psychiatric', list('depression depressed anxiety anxious mood insomnia suicidal psychiatric')],
  ['HENT', list('throat ear ears nose nasal congestion sinus sinuses tonsils oropharynx hearing sneezing heent tympanic swallowing')],
  ['Eyes', list('eye eyes vision pupils blurry visual')],
  ['Neck', list('neck jugular carotid bruits bruit lymphadenopathy thyromegaly thyroid')],
  ['Musculoskeletal', list('knee knees back hip hips shoulder elbow wrist hand finger ankle foot feet leg legs arm arms joint joints muscle muscles flexion extension motion strength musculoskeletal spine lumbar swelling stiffness msk toe thumb calf extremities extremity')],
  ['Skin', list('skin rash rashes lesion lesions erythema bruising itching itchiness wound ecchymosis')],
  ['Constitutional', list('fever fevers chills weight fatigue fatigued tired appetite sweats weakness')],
];

const unreal = /\b(?:hear(?:ing|s)? voices|see(?:ing|s)? things|hallucinat\w*|paranoi\w*)\b/;
const chestPain = /\bchest (?:pain|pains|tightness|pressure|discomfort)\b/;

/** @param words lower case */
export function systemOf(words: readonly string[]): BodySystem | null {
  const text = words.join(' ');
  if (chestPain.test(text)) return 'Cardiovascular';
  if (unreal.test(text)) return 'Psychiatric';
  return systems.find(([, members]) => words.some((word) => members.has(word)))?.[0] ?? null;
}
