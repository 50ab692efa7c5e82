const forms = (pattern: string) => new RegExp(`\\b(?:${pattern})`, 'g');

/**
 * Turns of talk that go with one section and are too rare in training to be learnt from their words alone: what each of
 * MTS-Dialog's headers means, as its paper defines them. Abbreviations stand there letter by letter ("C T", "E K G").
 * Counted for each side. Lower case.
 */
export const headerForms: readonly RegExp[] = [
  String.raw`review\w*(?: of)?(?: all| his| her| your| the| other)* systems|all systems`,
  String.raw`reviewed|no changes?|unchanged|changed`,
  String.raw`nurse|give (?:him|her|you|me)|gave|was given|i v|intra\w+|emergency room|e r\b|dose of`,
  String.raw`diet|activit(?:y|ies)|restrict\w*`,
  String.raw`go(?:ing)? home|discharg\w*|stable|condition|stay(?:ing)? with|nursing home|rehab`,
  String.raw`x[ -]?rays?|c t\b|m r i|e k g|e c g|ultrasound|echo\w*|sonogram`,
  String.raw`b u n|creatinine|sodium|potassium|white (?:blood )?(?:cell )?counts?|hemoglobin|platelets|c b c|enzymes|labs|blood report|blood work|levels`,
  String.raw`report|shows?|showed|results?`,
  String.raw`placed|inserted|procedures?|implant\w*|pacemaker|catheter|drain\w*`,
  String.raw`pregnan\w+|periods?|ovar\w+|uterus|cervix|hormon\w+|birth control|menopaus\w+|pap|gravida|miscarriages?|abortions?`,
  String.raw`born|birth|delivery|gestation|incubator|premature|apgar`,
  String.raw`resuscitat\w+|code status|power of attorney|proxy|living will`,
  String.raw`intoleran\w+|latex|sulfa|penicillin|allergic|allergies`,
  String.raw`infection|fracture|pneumonia|this is a case|sounds like|you have|appears?|caused|due to`,
  String.raw`tell me|describe|what happened|how long|when did`,
  String.raw`are you (?:taking|on)|do you take|take any|medications?|m g|milligrams|micrograms?|units`,
  String.raw`follow up|come back|see you|appointment|refer\w*|i (?:want|would like|d like) (?:you|to)|recommend|prescri\w+`,
  String.raw`any (?:other )?(?:medical|health) (?:conditions?|problems|issues|history)|past medical|diagnosed with|history of`,
  String.raw`deep breath|breathe? in|tap|listen|examine|touch|press|feel here|open your|look at your|move your`,
].map(forms);
