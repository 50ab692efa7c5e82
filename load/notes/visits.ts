import { seededRandom } from '@dra/service';

/** Visits that we wrote ourselves: a seeded generator, so that no two are alike and all are the same in each run. */
const words = {
  symptom: ['chest pain', 'shortness of breath', 'a dry cough', 'nausea', 'dizziness', 'swelling in my legs', 'back pain', 'headaches', 'a rash on my arm', 'burning when i urinate', 'numbness in my fingers', 'heartburn'],
  time: ['two days', 'three weeks', 'about a month', 'six months', 'a year', 'ten days'],
  part: ['knee', 'shoulder', 'hip', 'ankle', 'wrist', 'elbow'],
  side: ['left', 'right'],
  drug: ['lisinopril ten milligrams', 'metformin five hundred milligrams', 'amlodipine five milligrams', 'omeprazole twenty milligrams', 'sertraline fifty milligrams', 'furosemide forty milligrams'],
  often: ['once a day', 'twice a day', 'every morning', 'at night', 'every eight hours'],
  problem: ['high blood pressure', 'type two diabetes', 'congestive heart failure', 'osteoarthritis', 'asthma', 'depression'],
  test: ['a chest x-ray', 'an echocardiogram', 'a metabolic panel', 'an mri of the knee', 'a hemoglobin a1c'],
  finding: ['fine crackles at the bases', 'a two out of six systolic murmur', 'trace edema in both ankles', 'tenderness over the medial joint line', 'a soft abdomen without guarding'],
  relative: ['mother', 'father', 'sister', 'brother'],
  talk: ['my grandson started school this week , he loves it', 'we painted the kitchen over the weekend', 'traffic was terrible on the way here', 'my neighbor said i should see you', 'i watched the game last night with my wife'],
};

const exchanges = [
  ['[doctor] so , um , what brings you in today ?', "[patient] well , i've had {symptom} for {time} , and it , it seems to get worse at night ."],
  ['[doctor] okay . any {symptom} ?', '[patient] no , not really .'],
  ['[doctor] and , you know , do you have any {symptom} or {symptom} ?', '[patient] uh , no .'],
  ['[doctor] have you noticed {symptom} ?', '[patient] yes , but only when i climb the stairs .'],
  ['[doctor] are you taking your medications ?', '[patient] yeah , i take the {drug} {often} .'],
  ['[doctor] how about your {side} {part} ?', "[patient] it's been sore for {time} , i put some ice on it ."],
  ['[doctor] does anything make it better ?', '[patient] tylenol helps a little bit , and resting .'],
  ['[doctor] any family history of {problem} ?', '[patient] my {relative} had {problem} .'],
  ['[doctor] do you smoke ?', '[patient] i quit {time} ago .'],
  ['[doctor] how was your weekend ?', '[patient] {talk} .'],
  ['[patient] {talk} .', '[doctor] mm-hmm . that is nice .'],
  ['[doctor] on your physical exam , i do appreciate {finding} . the rest looks good , okay ?', '[patient] okay .'],
  ['[doctor] your blood pressure is one forty two over eighty eight , and your weight is up by three pounds .', '[patient] hm .'],
  ['[doctor] so looking at the results of {test} , it is normal , which is really good .', '[patient] good .'],
  ["[doctor] for your {problem} , i wan na go ahead and start {drug} {often} , and i'd like to order {test} .", '[patient] sure .'],
  ['[doctor] i want you to call me if you have {symptom} .', '[patient] that sounds good .'],
];

/**
 * A dialogue in the corpora's form.
 * @param minutes of talk, at about 150 words a minute
 */
export function visitOf(minutes: number, seed: number): string {
  const random = seededRandom(seed);
  const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)]!;
  const lines: string[] = [];
  for (let spoken = 0; spoken < minutes * 150; ) {
    for (const line of pick(exchanges)) {
      const said = line.replace(/\{(\w+)\}/g, (_, kind: string) => pick(words[kind as keyof typeof words]));
      lines.push(said);
      spoken += said.split(' ').length;
    }
  }
  return lines.join('\n');
}
