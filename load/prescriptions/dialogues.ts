import { seededRandom } from '@dra/service';

/** Visits out of a small grammar of talk, the same for the same seed: most of it is no order, as in a real one. */
const medicines = ['lisinopril', 'metformin', 'amoxicillin', 'atorvastatin', 'sertraline', 'gabapentin', 'omeprazole', 'losartan', 'amlodipine', 'ibuprofen', 'prednisone', 'cephalexin'];
const amounts = ['ten milligrams', 'twenty milligrams', 'five hundred milligrams', '40 mg', '500 mg', 'two tablets', 'one tablet', 'one to two tablets'];
const oftens = ['once daily', 'twice a day', 'three times a day', 'every six hours as needed for pain', 'every morning', 'at bedtime', 'every eight hours for ten days'];
const ends = ['thirty tablets, two refills', 'no refills', 'for seven days', 'by mouth', 'with food', 'dispense ninety with three refills'];
const openings = ["I'm going to start you on", 'Let us continue the', "I'd like to increase your", "I'll prescribe", 'Please take', 'We will switch you to'];
const others = [
  "If that doesn't work we could try gabapentin.", 'How is the metoprolol working for you?', 'Stop the ibuprofen, it is hard on the kidneys.', 'Your blood pressure is one forty over ninety today.',
  'I want you to walk thirty minutes five days a week.', 'Take a deep breath for me, and another one.', 'Your lungs are clear and your heart sounds regular.', 'Come back and see me in three months.', "Let's get some blood work, a hemoglobin a1c and a lipid panel.",
];
const answers = [
  'I take lisinopril 20 milligrams every day, and sometimes Tylenol.', 'Okay, that sounds good.', 'It has been hurting for about two weeks now, mostly at night.', 'My mother takes warfarin.', 'No, no chest pain, no fever.', 'Can I get something stronger for the pain?',
  'I forgot to take it a few times.', 'I was in the garden most of the weekend, and then it started to swell.',
];

/** A visit of 15 minutes: some hundred turns, with about four orders. */
export function visitLines(seed: number, turns = 100): string[] {
  const next = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  return Array.from({ length: turns }, (_, at) => {
    if (at % 2 === 1) return `Patient: ${pick(answers)}`;
    return next() < 0.08 ? `Doctor: ${pick(openings)} ${pick(medicines)} ${pick(amounts)} ${pick(oftens)}, ${pick(ends)}.` : `Doctor: ${pick(others)}`;
  });
}

const sigVerbs = ['take', 'TAKE', 'Take', ''];
const sigAmounts = ['1 tablet', '1-2 tabs', '½ tab', '2 capsules', '5 mL (250 mg total)', '10 units', '2 puffs', '1 gtt', 'one and one half tablets'];
const sigRoutes = ['by mouth', 'po', 'subq', 'in both eyes', 'orally', ''];
const sigOften = ['daily', 'bid', 'q4-6h', 'three times daily with meals', 'every morning and at bedtime', 'every 12 (twelve) hours', 'on Mon, Wed and Fri', 'q.o.d.', '1-0-1'];
const sigEnds = ['prn pain', 'for 10 days', 'x7d #14', 'as needed for shortness of breath or wheezing, max 8 doses per day', 'then 1 tablet daily for 5 days', 'do not crush or chew', '', 'until finished'];

export function directions(seed: number, lines: number): string[] {
  const next = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  return Array.from({ length: lines }, () => [pick(sigVerbs), pick(sigAmounts), pick(sigRoutes), pick(sigOften), pick(sigEnds)].filter((part) => part !== '').join(' '));
}
