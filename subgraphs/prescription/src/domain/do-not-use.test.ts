import { doNotUse } from './do-not-use.ts';

test.each(['10 U at night', '10U', '5 u', 'U', '100 IU daily', '10 i.u.', 'one tablet QD', 'q.d.', 'qd', 'QOD', 'q.o.d.', 'q o d', '1.0 mg', '10.00 mg', '.5 mg', 'MS 4 mg', 'MSO4', 'give MgSO4'])(
  'refused: %s',
  (text) => expect(doNotUse(text)).not.toBeNull(),
);

test.each(['10 units at night', 'one tablet daily', 'every other day', '1 mg', '0.5 mg', '10.05 mg', '100 mg', 'four times a day (QID)', 'use 2 puffs', 'MSM cream', '1.5 mL', 'up to 4 times a day', 'unit', 'q6h'])(
  'allowed: %s',
  (text) => expect(doNotUse(text)).toBeNull(),
);
