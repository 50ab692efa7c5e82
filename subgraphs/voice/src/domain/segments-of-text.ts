import type { Speaker } from '@dra/events';

export type SpokenLine = { speaker: Speaker; text: string };

/** Words that stand for a speaker at the start of a line, as in `[doctor] …`, `Doctor: …`, `PT: …`. */
const speakers: Record<string, Speaker> = {
  doctor: 'CLINICIAN', dr: 'CLINICIAN', clinician: 'CLINICIAN', physician: 'CLINICIAN', provider: 'CLINICIAN', nurse: 'CLINICIAN', d: 'CLINICIAN', md: 'CLINICIAN',
  patient: 'PATIENT', pt: 'PATIENT', p: 'PATIENT',
  guest_family: 'OTHER', guest_clinician: 'CLINICIAN', family: 'OTHER', mother: 'OTHER', father: 'OTHER', son: 'OTHER', daughter: 'OTHER', wife: 'OTHER', husband: 'OTHER', caregiver: 'OTHER', interpreter: 'OTHER', other: 'OTHER',
  unknown: 'UNKNOWN', speaker: 'UNKNOWN',
};

const label = /^\s*(?:\[\s*([A-Za-z_. ]{1,20})\s*\]\s*:?|([A-Za-z_.]{1,20}(?:[ _]\d)?)\s*:)\s*/;

/**
 * The turns of a written dialogue, a line each. A line without a label goes on with the turn before it, so that wrapped
 * text stays one turn; before the first label nobody is named.
 */
export function segmentsOfText(text: string): SpokenLine[] {
  const turns: SpokenLine[] = [];
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = cleaned(raw);
    if (line === '') continue;
    const found = label.exec(line);
    const speaker = found ? speakers[(found[1] ?? found[2] ?? '').trim().toLowerCase().replace(/\.$/, '')] : undefined;
    if (found && speaker) {
      const said = line.slice(found[0].length).trim();
      if (said !== '') turns.push({ speaker, text: said });
      else turns.push({ speaker, text: '' });
      continue;
    }
    const last = turns.at(-1);
    if (last) last.text = last.text === '' ? line : `${last.text} ${line}`;
    else turns.push({ speaker: 'UNKNOWN', text: line });
  }
  return turns.filter((turn) => turn.text !== '');
}

/** Without control and formatting characters that no keyboard writes; spaces of all kinds become one. */
export function cleaned(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').replace(/\s+/g, ' ').trim();
}
