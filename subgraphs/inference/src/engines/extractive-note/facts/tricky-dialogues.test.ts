import { findCandidates } from '../candidates.ts';
import { readDialogue } from '../corpora/read-dialogue.ts';
import { speakersOf } from '../speakers.ts';
import { extractFacts } from './extract-facts.ts';

// Written by hand, what is expected first: whose it is, whether it is, and when.
function factsOf(dialogue: string): string[] {
  const { segments } = readDialogue(dialogue.replace(/^P: /gm, '[patient] ').replace(/^D: /gm, '[doctor] '));
  return extractFacts(findCandidates(segments, speakersOf(segments))).map(({ name, negated, temporality, experiencer }) =>
    [negated ? 'no' : '', name, temporality === 'current' ? '' : temporality, experiencer === 'family' ? 'of family' : ''].filter(Boolean).join(' '));
}

test.each<[string, string[]]>([
  ['P: My mom had breast cancer and I have asthma.', ['breast cancer of family', 'asthma']],
  ['P: My father had a heart attack, but I never had any. I have high blood pressure.', ['heart attack past of family', 'high blood pressure']],
  ['P: Diabetes runs in my family.', ['diabetes of family']],
  ['D: Does anyone in your family have diabetes?\nP: Yes, my sister.', ['diabetes of family']],
  ['D: Any family history of cancer?\nP: No.', ['no cancer past of family']],
  ['P: No one in my family has asthma.', ['no asthma of family']],
  ['P: My wife says I snore, and she has had a cough.', ['cough of family']],
  ['D: Does your son have asthma?\nP: Yes.', ['asthma of family']],
  ['P: My daughter has a fever and now I have a cough.', ['fever of family', 'cough']],
  ['P: I have no fever but a bad cough.', ['no fever', 'cough']],
  ['P: I do not have a fever, chills, or a rash.', ['no fever', 'no chills', 'no rash']],
  ['P: It is not just the headache, I also have nausea.', ['headache', 'nausea']],
  ['P: I have not had any chest pain since the stent.', ['no chest pain']],
  ['P: I used to have migraines as a child.', ['migraines past']],
  ['P: I had pneumonia two years ago.', ['pneumonia past']],
  ['D: If you develop a fever, call me.', ['fever hypothetical']],
  ['D: Watch for bleeding or fever.', ['bleeding hypothetical', 'fever hypothetical']],
  ['D: We need to rule out a fracture.', ['fracture hypothetical']],
  ['P: I was worried that it was cancer.', ['cancer hypothetical']],
  ['P: I am not sure if I have a fever.', ['fever hypothetical']],
  ['D: The x-ray shows no fracture or dislocation.', ['no fracture']],
  ['D: There is no evidence of pneumonia.', ['no pneumonia']],
  ['D: I do not think this is pneumonia.', ['no pneumonia']],
  ['P: My left knee pain is worse than the right.', ['left knee pain']],
  ['P: The swelling went away.', ['no swelling']],
  ['P: The fever is gone, but I still have a cough.', ['no fever', 'cough']],
  ['D: No nausea, vomiting?\nP: No.', ['no nausea', 'no vomiting']],
  ["D: You don't have any allergies, right?\nP: Right.", ['no any']],
  ['D: So no allergies?\nP: No, just penicillin.', ['penicillin']],
  ["P: I can't take ibuprofen because of my ulcer.", ['no ibuprofen', 'ulcer']],
  ['P: I stopped taking metformin last month.', ['no metformin']],
  ['P: I have pain without numbness.', ['pain', 'no numbness']],
  ['D: There is tenderness but no swelling of the left ankle.', ['tenderness', 'no swelling']],
  ['D: Chest pain? Shortness of breath? Any fever?\nP: No.', ['no chest pain', 'no shortness of breath', 'no fever']],
  ['D: Chest pain? Any fever?\nP: Yes.', ['fever']],
])('%s', (dialogue, expected) => expect(factsOf(dialogue)).toEqual(expected));
