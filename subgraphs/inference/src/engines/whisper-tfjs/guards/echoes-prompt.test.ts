import { echoesPrompt } from './echoes-prompt.ts';

describe('words that may be the prompt\'s and nobody\'s', () => {
  const hints = { vocabulary: ['Dr. Osei', 'Ridgeview'], medicines: ['lisinopril', 'insulin glargine'] };

  it.each(['Dr. Osei, Ridgeview, lisinopril, insulin glargine.', ' Lisinopril.', 'Insulin glargine and lisinopril'])('%s', (text) => expect(echoesPrompt(text, hints)).toBe(true));
  it.each(['I take lisinopril.', 'And the', '', '...', 'Glargine ten units'])('not %j', (text) => expect(echoesPrompt(text, hints)).toBe(false));
  it('are none without hints', () => expect(echoesPrompt('Lisinopril.', {})).toBe(false));
});
