import type { SigFields, SigReading } from '../sig.ts';

const fields = (sig: SigFields): string =>
  [
    sig.dose && `${sig.dose.min}${sig.dose.max === sig.dose.min ? '' : `-${sig.dose.max}`} ${sig.dose.unit ?? '?'}`,
    sig.route,
    sig.frequency !== null && `${sig.frequency}${sig.frequencyMax === null ? '' : `-${sig.frequencyMax}`}/${sig.period === null ? 'once' : `${sig.period}${sig.periodMax === null ? '' : `-${sig.periodMax}`}${sig.periodUnit}`}`,
    sig.timing?.join('+'),
    sig.prn && `prn${sig.prnReason === null ? '' : ` ${sig.prnReason}`}`,
    sig.duration && `x ${sig.duration.value}${sig.duration.max === null ? '' : `-${sig.duration.max}`}${sig.duration.unit}`,
    sig.maxPerPeriod && `max ${sig.maxPerPeriod.value} ${sig.maxPerPeriod.unit ?? '?'}${sig.maxPerPeriod.period === null ? '' : `/${sig.maxPerPeriod.period}${sig.maxPerPeriod.periodUnit}`}`,
  ]
    .filter((part) => part !== null && part !== undefined && part !== false)
    .join(', ');

/**
 * A reading in one line, for tables of cases: `1-2 tablet, oral, 1/4-6h, prn pain`; steps as `#1 ...; #2 ...`; what was not
 * understood behind `??`. Notes that change no field are left out.
 */
export const summaryOf = ({ parsed, flags, unparsed }: SigReading): string => {
  const steps = parsed.sequence.map((step) => `#${step.step} ${fields(step)}`);
  const told = flags.filter((flag) => !quiet.has(flag));
  return [steps.length > 0 ? steps.join('; ') : fields(parsed), told.length > 0 ? `[${told.join(' ')}]` : '', unparsed === null ? '' : `?? ${unparsed}`].filter((part) => part !== '').join(' ');
};

const quiet = new Set<string>(['ADDITIONAL_INSTRUCTION', 'DOSE_IN_TWO_UNITS', 'EACH_SITE', 'INDICATION_SAID', 'NOT_UNDERSTOOD', 'ERROR_PRONE_ABBREVIATION']);
