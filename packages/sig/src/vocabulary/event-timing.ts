/** FHIR R4 EventTiming, with the days of the week (FHIR's dayOfWeek) beside it: the codes of `timing`. */
export const eventTimings = {
  MORN: 'in the morning', 'MORN.early': 'early in the morning', 'MORN.late': 'late in the morning', NOON: 'at noon', AFT: 'in the afternoon', 'AFT.early': 'early in the afternoon',
  'AFT.late': 'late in the afternoon', EVE: 'in the evening', 'EVE.early': 'early in the evening', 'EVE.late': 'late in the evening', NIGHT: 'at night', PHS: 'after going to sleep',
  HS: 'before sleep, at bedtime', WAKE: 'on waking', C: 'with a meal or with food', CM: 'with breakfast', CD: 'with lunch', CV: 'with dinner', AC: 'before a meal', ACM: 'before breakfast',
  ACD: 'before lunch', ACV: 'before dinner', PC: 'after a meal', PCM: 'after breakfast', PCD: 'after lunch', PCV: 'after dinner',
} as const;
export type EventTiming = keyof typeof eventTimings;
export const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type DayOfWeek = (typeof daysOfWeek)[number];

/** Of a clock time, FHIR's timeOfDay without the seconds: `08:00`. */
export type ClockTime = `${string}:${string}`;
export type Timing = EventTiming | DayOfWeek | ClockTime;

/** Meals as a kind: nobody said how many of them a day. */
export const isOpenMeal = (timing: string): boolean => timing === 'C' || timing === 'AC' || timing === 'PC';

/** Times that stand for how often: at least one of them is a time of its own. "With food" is said of each dose, whenever that is. */
export const saysHowOften = (timing: readonly string[] | null | undefined): boolean => timing?.some((time) => !isOpenMeal(time)) ?? false;
