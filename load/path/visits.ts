/** Visits that we wrote ourselves, of any length. About 150 words are spoken in a minute. */
const turns = [
  'Doctor: How have you been since the last visit?',
  'Patient: The cough is better, but I still get short of breath on the stairs, and my ankles swell in the evening.',
  'Doctor: Any chest pain, palpitations or fainting?',
  'Patient: No chest pain. Sometimes my heart races for a minute or two, then it stops.',
  'Doctor: Are you taking the lisinopril every day?',
  'Patient: Yes, ten milligrams every morning, and the metformin twice a day with food.',
  'Doctor: Your blood pressure is one forty two over eighty eight, and your weight is up by three pounds.',
  'Doctor: The lungs are clear and there is a little edema at both ankles.',
  'Patient: My sister had the same thing before her heart failure was found.',
  'Doctor: I would like an echocardiogram, and a metabolic panel next week.',
  'Doctor: Let us start furosemide 20 mg by mouth once a day for thirty days, thirty tablets, one refill.',
  'Patient: Will that make me get up at night?',
  'Doctor: Take it in the morning, and call us if you feel dizzy.',
];

/** @param minutes of talk */
export function visitOf(minutes: number, seed = 0): string {
  const lines: string[] = [];
  for (let words = 0, index = seed; words < minutes * 150; index += 1) {
    const line = turns[index % turns.length] as string;
    lines.push(line);
    words += line.split(' ').length - 1;
  }
  return lines.join('\n');
}
