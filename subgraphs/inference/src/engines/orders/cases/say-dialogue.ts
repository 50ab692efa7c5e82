import type { Meaning } from './say-order.ts';

/** Directions beside dose and frequency: said, and as `told` writes them at its place. */
export type More = { said: string; told: string };
export const mores: readonly More[] = [
  { said: '', told: '' }, { said: ' for ten days', told: ', x 10d' }, { said: ' for two weeks', told: ', x 2wk' }, { said: ', thirty tablets, two refills', told: ', 30 tablet, rf 2' }, { said: ' as needed for pain', told: ', prn pain' },
];

export type Scene = { name: string; lines: string[]; orders: string[] };

type Way = { name: string; scene: (one: Meaning, other: Meaning, more: More) => Omit<Scene, 'name'> };

const full = (intent: string, { drug, dose, often }: Meaning, more: More = { said: '', told: '' }): string => `${intent} ${drug} ${dose} mg, ${often[1]}${more.told}`;
const way = (name: string, scene: Way['scene']): Way => ({ name, scene });
const talk = (text: string): string[] => text.trim().split('\n').map((line) => line.trim());

/** Ways that people put orders in a conversation; `other` is another medicine with another dose. */
export const ways: readonly Way[] = [
  way('named by the patient, changed by "that"', (a) => ({ lines: talk(`Patient: I've been taking my ${a.drug}.\nDoctor: Okay. Let's increase that to ${a.amount} ${a.often[0]}.`), orders: [full('CHANGE', a)] })),
  way('named by the patient, changed by "it"', (a) => ({ lines: talk(`Patient: The ${a.drug} is fine, no side effects.\nDoctor: Good. I'm going to bump it up to ${a.amount} ${a.often[0]}.`), orders: [full('CHANGE', a)] })),
  way('cut back', (a) => ({ lines: talk(`Patient: I think the ${a.drug} makes me dizzy.\nDoctor: Let's cut it back to ${a.amount} ${a.often[0]}.`), orders: [full('CHANGE', a)] })),
  way('announced, then named', (a, _, m) => ({ lines: talk(`Doctor: I'm going to start you on a medication for that. It's called ${a.drug}. You'll take ${a.amount} ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('directions in their own sentences', (a, _, m) => ({ lines: talk(`Doctor: I'm going to start you on ${a.drug}. ${a.amount}. ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('"take it"', (a, _, m) => ({ lines: talk(`Doctor: We'll start ${a.drug}, ${a.amount}. Take it ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('an okay in between', (a, _, m) => ({ lines: talk(`Doctor: We're going to start ${a.drug}, ${a.amount},\nPatient: Okay.\nDoctor: ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('asked how often', (a) => ({ lines: talk(`Doctor: I'll prescribe ${a.drug}, ${a.amount}.\nPatient: How often do I take it?\nDoctor: ${a.often[0]}.`), orders: [full('START', a)] })),
  way('asked which dose', (a) => ({ lines: talk(`Doctor: I'd like to start ${a.drug} ${a.often[0]}.\nPatient: What dose?\nDoctor: ${a.amount}.`), orders: [full('START', a)] })),
  way('taken back with no', (a, b) => ({ lines: talk(`Doctor: Let's start ${a.drug}, ${b.dose === a.dose ? '25' : b.dose}, no, ${a.amount} ${a.often[0]}.`), orders: [full('START', a)] })),
  way('taken back with make that', (a, b) => ({ lines: talk(`Doctor: I'll start you on ${a.drug} ${b.dose === a.dose ? '25' : b.dose} milligrams ${a.often[0]}. Actually, make that ${a.amount}.`), orders: [full('START', a)] })),
  way('taken back after the patient spoke', (a, b) => ({ lines: talk(`Doctor: I'll start you on ${a.drug} ${b.dose === a.dose ? '25' : b.dose} milligrams ${a.often[0]}.\nPatient: Okay.\nDoctor: Sorry, I meant ${a.amount}.`), orders: [full('START', a)] })),
  way('another medicine taken back', (a, b) => ({ lines: talk(`Doctor: Let's put you on ${b.drug}, sorry, ${a.drug}, ${a.amount} ${a.often[0]}.`), orders: [full('START', a)] })),
  way('fillers', (a, _, m) => ({ lines: talk(`Doctor: So, um, what I'm gonna do is, uh, start you on, um, ${a.drug}, uh, ${a.amount}, um, ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('told by the patient, kept', (a) => ({ lines: talk(`Patient: I take ${a.drug} ${a.amount} ${a.often[0]}.\nDoctor: Great, keep taking that.`), orders: [full('CONTINUE', a)] })),
  way('told by the patient, continued by name', (a) => ({ lines: talk(`Patient: I'm on ${a.drug}, ${a.amount} ${a.often[0]}.\nDoctor: Your numbers look good.\nDoctor: Let's continue the ${a.drug}.`), orders: [full('CONTINUE', a)] })),
  way('a refill asked for', (a) => ({ lines: talk(`Patient: I need a refill on my ${a.drug}.\nDoctor: Sure. ${a.drug} ${a.amount} ${a.often[0]}, I'll send that in.`), orders: [full('CONTINUE', a)] })),
  way('for a problem, no verb', (a, _, m) => ({ lines: talk(`Doctor: For your pain, ${a.drug} ${a.amount} ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('two in one', (a, b) => ({ lines: talk(`Doctor: I want you to start ${a.drug} ${a.amount} ${a.often[0]} and ${b.drug} ${b.amount} ${b.often[0]}.`), orders: [full('START', a), full('START', b)] })),
  way('stop one, start another', (a, b) => ({ lines: talk(`Doctor: Let's stop the ${b.drug} and start ${a.drug} ${a.amount} ${a.often[0]}.`), orders: [`STOP ${b.drug}`, full('START', a)] })),
  way('from one to another', (a, b, m) => ({ lines: talk(`Doctor: I'd like to switch you from ${b.drug} to ${a.drug}, ${a.amount} ${a.often[0]}${m.said}.`), orders: [`STOP ${b.drug}`, full('START', a, m)] })),
  way('instead of', (a, b, m) => ({ lines: talk(`Doctor: Let's try ${a.drug} instead of the ${b.drug}. ${a.amount} ${a.often[0]}${m.said}.`), orders: [full('START', a, m), `STOP ${b.drug}`] })),
  way('from a dose to a dose', (a, b) => ({ lines: talk(`Doctor: We'll increase your ${a.drug} from ${b.dose === a.dose ? '5' : b.dose} to ${a.amount} ${a.often[0]}.`), orders: [full('CHANGE', a)] })),
  way('the dose first', (a, _, m) => ({ lines: talk(`Doctor: I'm prescribing ${a.amount} of ${a.drug} ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('a command to the patient', (a, _, m) => ({ lines: talk(`Doctor: Take ${a.drug} ${a.amount} ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('a wish of the doctor', (a, _, m) => ({ lines: talk(`Doctor: I want you taking ${a.drug} ${a.amount} ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('one goes, one stays', (a, b) => ({ lines: talk(`Doctor: You can stop the ${b.drug}. Keep the ${a.drug} at ${a.amount} ${a.often[0]}.`), orders: [`STOP ${b.drug}`, full('CONTINUE', a)] })),
  way('what is left after a thought', (a, b) => ({ lines: talk(`Doctor: We could try ${b.drug}, but I'd rather start with ${a.drug}, ${a.amount} ${a.often[0]}.`), orders: [full('START', a)] })),
  way('a reason in between', (a, _, m) => ({ lines: talk(`Doctor: Because the swelling hasn't gone down and the tests came back normal, I'm going to go ahead and start you on ${a.drug}, which should help, ${a.amount} ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('agreed to', (a) => ({ lines: talk(`Doctor: Would you be okay with starting ${a.drug}?\nPatient: Sure.\nDoctor: Okay, then let's start ${a.amount} ${a.often[0]}.`), orders: [full('START', a)] })),
  way('a child', (a, _, m) => ({ lines: talk(`Doctor: Mom, I'm going to put him on ${a.drug}. He'll take ${a.amount} ${a.often[0]}${m.said}.`), orders: [full('START', a, m)] })),
  way('dictated', (a, b) => ({ lines: talk(`Doctor: Plan. Start ${a.drug} ${a.amount} ${a.often[0]}. Discontinue ${b.drug}. Return in two weeks.`), orders: [full('START', a), `STOP ${b.drug}`] })),
  way('by name in the next breath', (a, b) => ({ lines: talk(`Doctor: I'm going to make two changes. First, ${a.drug}. Go up to ${a.amount} ${a.often[0]}. Second, stop the ${b.drug}.`), orders: [full('CHANGE', a), `STOP ${b.drug}`] })),
];
