import { chooseLanguage } from './detect-languages.ts';

const heard = (language: string, probability: number) => [{ language, probability }, { language: language === 'en' ? 'es' : 'en', probability: 1 - probability }];

describe('the language of a window', () => {
  it('is the likeliest where nothing was heard before, and none for a model that knows none', () => {
    expect(chooseLanguage(heard('es', 0.51), null)).toBe('es');
    expect(chooseLanguage([], null)).toBeNull();
  });

  it('changes within a recording where another is clear, and stays in doubt', () => {
    expect(chooseLanguage(heard('es', 0.9), 'en')).toBe('es');
    expect(chooseLanguage(heard('es', 0.6), 'en')).toBe('en');
    expect(chooseLanguage(heard('en', 0.6), 'en')).toBe('en');
  });

  it('follows a visit in two languages, window by window', () => {
    let before: string | null = null;
    const said = [heard('en', 0.95), heard('es', 0.99), heard('es', 0.55), heard('en', 0.55), heard('en', 0.9)].map((likely) => (before = chooseLanguage(likely, before)));
    expect(said).toEqual(['en', 'es', 'es', 'es', 'en']);
  });
});
