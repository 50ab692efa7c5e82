import { mostSteps } from '@dra/events';
import { extractOrders } from './extract-orders.ts';
import { dialogue } from './dialogue.ts';

const summary = (text: string) =>
  extractOrders(dialogue(text)).map((order) => {
    const { sig } = order;
    const dose = sig.doseMin === null ? '' : `${sig.doseMin}${sig.doseMax === sig.doseMin ? '' : `-${sig.doseMax}`} ${sig.doseUnit ?? '?'}`;
    const often = sig.frequency === null ? '' : `${sig.frequency}/${sig.period}${sig.periodUnit}`;
    const long = sig.durationValue === null ? '' : `${sig.durationValue}${sig.durationUnit}`;
    return [order.intent, order.drug.name ?? `?${order.drug.text}`, order.drug.strength ?? '', dose, sig.route ?? '', often, sig.prn ? `prn ${sig.prnReason ?? ''}`.trim() : '', long, order.quantity ? `${order.quantity.value} ${order.quantity.unit ?? '?'}` : '', order.refills === null ? '' : `${order.refills} refills`]
      .join(' | ')
      .replace(/( \| )+$/, '')
      .replace(/( \| )( \| )+/g, ' | ');
  });

describe('orders by the clinician', () => {
  test.each<[string, string[]]>([
    ['I am going to start you on lisinopril ten milligrams by mouth once daily.', ['START | lisinopril | 10 mg | oral | 1/1d']],
    ['Start amoxicillin 500 mg by mouth three times a day for seven days.', ['START | amoxicillin | 500 mg | oral | 3/1d | 7d']],
    ["I'll prescribe amoxicillin five hundred milligrams orally every eight hours for ten days, thirty capsules, no refills.", ['START | amoxicillin | 500 mg | oral | 1/8h | 10d | 30 capsule | 0 refills']],
    ['Start metformin 500 milligrams, take two tablets by mouth twice daily, dispense one hundred twenty tablets with three refills.', ['START | metformin | 500 mg | 2 tablet | oral | 2/1d | 120 tablet | 3 refills']],
    ['Please take one twenty milligram tablet of lisinopril daily.', ['START | lisinopril | 1/1d']],
    ['Please take one 20 milligram tablet of lisinopril daily.', ['START | lisinopril | 20 mg | 1 tablet | 1/1d']],
    ['start lisinopril ten, no, twenty milligrams by mouth daily', ['START | lisinopril | 20 mg | oral | 1/1d']],
    ['start lisinopril ten milligrams, sorry, twenty milligrams by mouth daily', ['START | lisinopril | 20 mg | oral | 1/1d']],
    ['Start lisinopril 10 mg daily. Actually, make that 20 mg.', ['START | lisinopril | 20 mg | 1/1d']],
    ["Let's start lisinopril, no, losartan 50 mg by mouth daily.", ['START | losartan | 50 mg | oral | 1/1d']],
    ["I'd like to increase your lisinopril from 10 to 20 milligrams daily.", ['CHANGE | lisinopril | 20 mg | 1/1d']],
    ["Let's increase the lisinopril from 10 milligrams to 20 milligrams once a day.", ['CHANGE | lisinopril | 20 mg | 1/1d']],
    ['Stop the hydrochlorothiazide and start amlodipine 5 mg daily.', ['STOP | hydrochlorothiazide', 'START | amlodipine | 5 mg | 1/1d']],
    ['We will switch you from lisinopril to losartan 50 milligrams daily.', ['STOP | lisinopril', 'START | losartan | 50 mg | 1/1d']],
    ['Continue the metformin and the atorvastatin.', ['CONTINUE | metformin', 'CONTINUE | atorvastatin']],
    ['Start tamsulosin zero point four milligrams by mouth at bedtime.', ['START | tamsulosin | 0.4 mg | oral | 1/1d']],
    ['Start levothyroxine 12.5 mcg by mouth daily.', ['START | levothyroxine | 12.5 mcg | oral | 1/1d']],
    ['Hold the metformin for two days.', ['HOLD | metformin | 2d']],
    ["Don't stop the metoprolol.", ['CONTINUE | metoprolol']],
    ['Use two puffs of albuterol every four to six hours as needed for wheezing.', ['START | albuterol | 2 puff | inhalation | 1/4h | prn wheezing']],
    ["I'll give you ibuprofen six hundred milligrams every 6 hours as needed for pain.", ['START | ibuprofen | 600 mg | 1/6h | prn pain']],
    ['Take acetaminophen 500 mg if you have pain.', ['START | acetaminophen | 500 mg']],
    ["I'm going to start you on an antibiotic. It's called cephalexin, 500 milligrams four times a day. Take it by mouth for a week.", ['START | cephalexin | 500 mg | oral | 4/1d | 1wk']],
    ['I will refill your lisinopril 10 mg.', ['CONTINUE | lisinopril | 10 mg']],
    ["I want to start you on zorbaxil 20 milligrams daily.", ['START | ?zorbaxil | 20 mg | 1/1d']],
    ['Start prednisone forty milligrams daily for five days, then twenty milligrams daily for five days.', ['START | prednisone | 1/1d']],
    ['I will start insulin glargine ten units under the skin at bedtime.', ['START | insulin glargine | 10 unit | subcutaneous | 1/1d']],
    ['Start levothyroxine one twelve micrograms by mouth every morning.', ['START | levothyroxine | 112 mcg | oral | 1/1d']],
    ['Take one to two tablets of acetaminophen every six hours as needed, no more than eight tablets a day.', ['START | acetaminophen | 1-2 tablet | 1/6h | prn']],
  ])('%s', (text, expected) => {
    expect(summary(text)).toEqual(expected);
  });
});

describe('whole visits', () => {
  test('a sore throat', () => {
    const visit = `[doctor] Good morning, what brings you in today?
[patient] I have had a sore throat for three days, and a fever of one hundred and one last night.
[doctor] Your throat is red and there is exudate on the tonsils. The rapid strep test is positive.
[doctor] This is strep throat. I'm going to start you on amoxicillin 500 mg by mouth twice a day for ten days, twenty capsules, no refills.
[patient] Okay, thank you.
[doctor] Come back if you are not better in a week.`;
    expect(summary(visit)).toEqual(['START | amoxicillin | 500 mg | oral | 2/1d | 10d | 20 capsule | 0 refills']);
    expect(extractOrders(dialogue(visit))[0]).toMatchObject({ missing: [], unconfirmed: [], flags: [] });
  });

  test('a blood pressure, with a dose that nobody said', () => {
    const visit = `[patient] Around one fifty over ninety most mornings.
[doctor] It is one forty eight over ninety two here today. The hypertension is not controlled.
[doctor] I want to start lisinopril once a day by mouth. Thirty tablets, two refills.
[doctor] We will check your potassium and creatinine in two weeks.`;
    expect(summary(visit)).toEqual(['START | lisinopril | oral | 1/1d | 30 tablet | 2 refills']);
    expect(extractOrders(dialogue(visit))[0]?.missing).toEqual(['dose']);
  });

  test('nothing to prescribe', () => {
    expect(summary("[doctor] This looks like patellofemoral pain.\n[doctor] Let's do physical therapy, and come back in six weeks.")).toEqual([]);
  });
});

describe('no order', () => {
  test.each([
    'Are you taking your lisinopril?',
    'So you are taking lisinopril 20 milligrams daily.',
    "You've been on metformin 500 milligrams twice a day.",
    'I started you on lisinopril last year.',
    'You are allergic to penicillin.',
    "I don't want to start you on lisinopril.",
    "We won't prescribe oxycodone.",
    'Your lithium level was normal.',
    "I've been told that you'd like a refill on your Xanax prescription.",
    'How is the metoprolol working?',
    'Ice it three times a day for twenty minutes.',
    'Come back in two weeks.',
    '[patient] I take lisinopril 20 milligrams every day.',
    '[patient] Can you start me on oxycodone 10 milligrams twice a day?',
    '[patient] start lisinopril 10 mg daily',
  ])('%s', (text) => {
    expect(summary(text)).toEqual([]);
  });
});

describe('hypothetical, never an order', () => {
  test.each([
    'We could try gabapentin 300 milligrams at night.',
    'If that fails, we will start amlodipine 5 mg daily.',
    "If that doesn't work, I'll prescribe prednisone 20 mg daily.",
    'We might add metformin 500 mg twice a day.',
    'Do you want to try sertraline 50 milligrams?',
    'I would consider starting lisinopril 10 mg daily.',
    "We'll start lisinopril 10 mg daily if your blood pressure stays high.",
    "Maybe we'll put you on atorvastatin 20 mg.",
  ])('%s', (text) => {
    const orders = extractOrders(dialogue(text));
    expect(orders.map((order) => order.intent)).toEqual(['HYPOTHETICAL']);
  });

  test('what to do about side effects does not make an order hypothetical', () => {
    const [order] = extractOrders(dialogue("I'll start you on lisinopril 10 mg daily, and if you get a cough call me."));
    expect(order?.intent).toBe('START');
  });

  test('a nod asked for does not make an order a question', () => {
    const [order] = extractOrders(dialogue("I'm going to start you on lisinopril 10 mg daily, okay?"));
    expect(order?.intent).toBe('START');
  });
});

describe('what was not said is missing, what is unsure is not decided', () => {
  const only = (text: string, options = {}) => extractOrders(dialogue(text, options))[0];

  test('fields that nobody said', () => {
    const order = only('I will start you on lisinopril.');
    expect(order).toMatchObject({ missing: ['dose', 'route', 'frequency', 'quantity'], refills: null, quantity: null });
    expect(order?.sig).toMatchObject({ doseMin: null, doseUnit: null, route: null, frequency: null, prn: false, durationValue: null });
  });

  test.each([
    ['Start amoxicillin 500 mg by mouth with food for ten days.', ['C']],
    ['Start omeprazole 20 mg by mouth before meals for ten days.', ['AC']],
  ])('%s: meals that nobody counted do not say how often', (text, timing) => {
    expect(only(text)).toMatchObject({ sig: { frequency: null, timing }, missing: ['frequency'] });
  });

  test('two doses and no correction are a conflict, not a choice', () => {
    const order = only("Start lisinopril 10 mg daily. So that's lisinopril 20 mg daily.");
    expect(order?.sig.doseMin).toBeNull();
    expect(order?.missing).toContain('dose');
    expect(order?.flags).toContain('CONFLICTING_DOSE');
  });

  test('a correction is taken and has to be confirmed', () => {
    const order = only('start lisinopril ten, no, twenty milligrams daily');
    expect(order).toMatchObject({ unconfirmed: ['dose'], flags: ['SELF_CORRECTED'] });
  });

  test('"one twenty milligram tablet" may be 120 mg or one of 20 mg: no dose at all', () => {
    const order = only('Please take one twenty milligram tablet of lisinopril daily.');
    expect(order?.flags).toContain('AMBIGUOUS_NUMBER');
    expect(order?.sig.doseMin).toBeNull();
    expect(order?.drug.strength).toBeNull();
  });

  test('a taper is not squeezed into one dose: its steps are drafted, and somebody confirms them', () => {
    const order = only('Start prednisone forty milligrams daily for five days, then twenty milligrams daily for five days.');
    expect(order?.flags).toContain('DOSES_IN_STEPS');
    expect(order?.unconfirmed).toContain('dose');
    expect(order?.missing).toEqual(['route']);
    expect(order?.sig).toMatchObject({ doseMin: null, steps: [{ step: 1, doseMin: '40', doseUnit: 'mg', frequency: 1, durationValue: '5', durationUnit: 'd' }, { step: 2, doseMin: '20', doseUnit: 'mg', frequency: 1, durationValue: '5' }] });
  });

  test.each<[string, string, string[], string[]]>([
    ['azithromycin 500 mg by mouth daily for 7 to 10 days', 'one', ['DURATION_RANGE'], ['duration']],
    ['oxycodone 5 mg by mouth every 4 to 6 hours as needed for three days', 'one', ['PERIOD_RANGE'], ['frequency']],
    ['oxycodone 5 mg by mouth one to two times a day for three days', 'one', ['FREQUENCY_RANGE'], ['frequency']],
    ['oxycodone 10 mg by mouth every 4 to 6 hours as needed for three days, then 5 mg every 6 to 8 hours as needed for three days', 'steps', ['DOSES_IN_STEPS', 'PERIOD_RANGE'], ['dose', 'frequency']],
    ['prednisone 40 mg by mouth daily for 3 to 5 days, then 20 mg daily for 5 days', 'steps', ['DOSES_IN_STEPS', 'DURATION_RANGE'], ['dose', 'duration']],
  ])('%s (%s): a range of time is told, and to be confirmed', (text, _, flags, unconfirmed) => {
    const order = only(`Start ${text}.`);
    expect(order?.flags.filter((flag) => flag !== 'SOUND_ALIKE')).toEqual(flags);
    expect(order?.unconfirmed).toEqual(unconfirmed);
  });

  test('more steps than a draft holds are no dose, also where they share one', () => {
    const steps = (count: number) => only(`Start prednisone ${Array.from({ length: count }, (_, at) => `5 mg by mouth every ${at % 2 === 0 ? 8 : 12} hours for ${(at % 3) + 2} days`).join(', then ')}.`);
    expect(steps(mostSteps)?.sig).toMatchObject({ doseMin: '5', steps: { length: mostSteps } });
    expect(steps(mostSteps + 1)).toMatchObject({ missing: expect.arrayContaining(['dose']), sig: { doseMin: null, doseMax: null, doseUnit: null, steps: [] } });
  });

  describe('what is said apart from the steps is said of each', () => {
    const taper = (apart: string) => only(`Start prednisone. Sixty milligrams daily for three days, then forty milligrams daily for three days.\n[patient] Okay.\n[doctor] ${apart}`);

    test('as needed, with its reason', () => {
      const order = taper('By mouth, as needed for gout pain.');
      const each = { prn: true, prnReason: 'gout pain', route: 'oral', frequency: 1 };
      expect(order?.sig).toMatchObject({ ...each, steps: [{ ...each, doseMin: '60' }, { ...each, doseMin: '40' }] });
      expect(order?.evidence.map(({ field }) => field)).toEqual(expect.arrayContaining(['prn', 'route']));
    });

    test('with food', () => {
      expect(taper('By mouth, with food.')?.sig).toMatchObject({ steps: [{ frequency: 1, timing: ['C'] }, { frequency: 1, timing: ['C'] }] });
    });

    test('a frequency that is not that of the steps is nobody knows whose', () => {
      expect(taper('By mouth, twice a day.')).toMatchObject({ unconfirmed: ['dose', 'frequency'], flags: expect.arrayContaining(['NOT_UNDERSTOOD']), sig: { steps: [{ frequency: 1 }, { frequency: 1 }] } });
      expect(only('Start prednisone, sixty milligrams by mouth twice a day for three days, then forty daily for three days.\n[patient] Okay.\n[doctor] Twice a day.')?.unconfirmed).toContain('frequency');
      expect(taper('By mouth, once a day.')?.unconfirmed).toEqual(['dose']);
    });
  });

  test('of two limits that differ one is lost on the way: told, and to be confirmed', () => {
    expect(only('Start amoxicillin 500 mg by mouth three times a day for ten days, at most 3 grams a day, no more than four grams a day.')).toMatchObject({ unconfirmed: ['maxPerPeriod'], flags: ['NOT_UNDERSTOOD'], sig: { maxPerPeriod: 'at most 3 g a day' } });
  });

  test('times of day reach the draft', () => {
    expect(only('Start trazodone 50 mg at bedtime.')?.sig).toMatchObject({ timing: ['HS'], frequency: 1, steps: [] });
  });

  test('demo-grade speech: drug and dose need a person', () => {
    expect(only('Start lisinopril 10 mg daily.', { tier: 'DEMO' })?.unconfirmed).toEqual(['dose', 'drug']);
    expect(only('Start lisinopril 10 mg daily.', { tier: 'STANDARD', confidence: 0.5 })?.unconfirmed).toEqual(['dose', 'drug']);
    expect(only('Start lisinopril 10 mg daily.', { tier: 'STANDARD', confidence: 0.97 })?.unconfirmed).toEqual([]);
  });

  test('a speaker nobody told apart', () => {
    expect(only('[unknown] Start lisinopril 10 mg daily.')).toMatchObject({ flags: ['SPEAKER_UNKNOWN'], unconfirmed: ['dose', 'drug'] });
  });

  test('"it" takes its drug from before, to be confirmed', () => {
    const order = only("[patient] I take metoprolol.\n[doctor] Let's increase that to fifty milligrams twice a day.");
    expect(order).toMatchObject({ intent: 'CHANGE', drug: { name: 'metoprolol' }, sig: { doseMin: '50' }, flags: ['DRUG_FROM_CONTEXT', 'SOUND_ALIKE'], unconfirmed: ['drug'] });
  });

  test('directions after two orders belong to neither', () => {
    const orders = extractOrders(dialogue('Start lisinopril 10 mg and metformin 500 mg. Take it twice a day.'));
    expect(orders.map((order) => [order.sig.frequency, order.flags])).toEqual([[null, ['AMBIGUOUS_REFERENCE']], [null, ['AMBIGUOUS_REFERENCE', 'SOUND_ALIKE']]]);
  });
});

describe('evidence', () => {
  test('each field cites the words it came from, with the segment and its times', () => {
    const text = 'Start lisinopril ten milligrams by mouth daily.';
    const [order] = extractOrders(dialogue(text));
    const cited = Object.fromEntries((order?.evidence ?? []).map((piece) => [piece.field, text.slice(piece.charStart, piece.charEnd)]));
    expect(cited).toEqual({ drug: 'lisinopril', intent: 'Start', dose: 'ten milligrams', route: 'by mouth', frequency: 'daily' });
    expect(order?.evidence.every((piece) => piece.startMs === null && piece.segmentId.endsWith('.0'))).toBe(true);
  });

  test('an order that a recogniser cut into segments is one order', () => {
    const orders = extractOrders(dialogue('[doctor] start you on lisinopril\n[doctor] ten milligrams daily', { timed: true }));
    expect(orders).toHaveLength(1);
    expect(orders[0]?.evidence.map((piece) => [piece.field, piece.segmentId.slice(-1), piece.startMs])).toEqual(
      expect.arrayContaining([['drug', '0', 0], ['dose', '1', 1000]]),
    );
  });
});
