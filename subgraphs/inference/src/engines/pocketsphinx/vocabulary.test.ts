import { clinicVocabulary } from './vocabulary.ts';

/** The phones of the acoustic model (CMU's, without stress): one unknown phone and the word is not added. */
const phones = new Set('AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(' '));

describe('the recogniser\'s vocabulary', () => {
  const vocabulary = clinicVocabulary();

  it('speaks the acoustic model\'s phones only', () => {
    const foreign = Object.entries(vocabulary.words).filter(([, all]) => all.some((one) => one.split(' ').some((phone) => !phones.has(phone))));
    expect(foreign).toEqual([]);
  });

  it('has the drugs that are prescribed most', () => {
    for (const drug of ['atorvastatin', 'lisinopril', 'metformin', 'levothyroxine', 'amlodipine', 'albuterol', 'omeprazole', 'losartan', 'gabapentin', 'sertraline', 'amoxicillin']) {
      expect(vocabulary.words[drug]?.length).toBeGreaterThan(0);
    }
  });

  it('pulls no sentence to a negation, and no number to another', () => {
    expect(vocabulary.phrases.filter((phrase) => /\b(no|not|never|denies|without)\b|\bfor \w+ (days|weeks)\b/.test(phrase))).toEqual([]);
    expect(vocabulary.phrases).toEqual(expect.arrayContaining(['once a day', 'twice a day', 'three times a day', 'four times a day']));
  });
});
