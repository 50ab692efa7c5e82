import { clinicLanguages, clinicVocabulary, languageOfVisit } from './clinic-speech.ts';

describe('CLINIC_VOCABULARY', () => {
  it('names each tenant\'s words, each once; other tenants have none', () => {
    const of = clinicVocabulary.parse(' clinic-a = Dr. Osei; Ridgeview ;Wegovy;Wegovy, demo=Síndrome de Sjögren');
    expect(['clinic-a', 'demo', 'other'].map(of)).toEqual([['Dr. Osei', 'Ridgeview', 'Wegovy'], ['Síndrome de Sjögren'], []]);
    expect(clinicVocabulary.parse(undefined)('demo')).toEqual([]);
  });

  it.each(['demo', 'demo=', 'demo=;', 'Demo=word', 'a=b=c', 'a=<|endoftext|>', 'a=one\ntwo', `a=${'x'.repeat(61)}`, `a=${Array.from({ length: 101 }, (_, at) => `word${at}`).join(';')}`])('refuses %j', (text) => {
    expect(clinicVocabulary.safeParse(text).success).toBe(false);
  });
});

describe('CLINIC_LANGUAGES', () => {
  it('names each tenant\'s', () => expect(['a', 'b', 'c'].map(clinicLanguages.parse('a=en,b=es'))).toEqual(['en', 'es', null]));
  it.each(['a=english', 'a=en-US', 'a='])('refuses %j', (text) => expect(clinicLanguages.safeParse(text).success).toBe(false));
  it('is the visit\'s unless the patient speaks another', () => {
    expect([languageOfVisit('en', null), languageOfVisit('en', 'en-US'), languageOfVisit('en', 'es'), languageOfVisit(null, 'en')]).toEqual(['en', 'en', null, null]);
  });
});
