import type { Speaker, TranscriptDocument } from '@dra/events';

/** A dialogue out of plain lines; segment `n` is line `n`, its text what stands behind the speaker's mark. */
export type LinedDialogue = {
  segments: TranscriptDocument['segments'];
  engine: TranscriptDocument['engine'];
  /** Where each line's words begin. */
  offsets: readonly number[];
  /** Lines that begin with a speaker's mark, by segment. */
  begins: ReadonlySet<string>;
};

const clinicians = /^(?:d|dr|doc|doctor|doktor|physician|clinician|provider|md|do|pa|np|prescriber|practitioner|consultant|surgeon|gp|attending|resident|pharmacist prescriber)$/;
const patients = /^(?:p|pt|pat|patient|client|speaker patient)$/;
const others = /^(?:nurse|rn|n|ma|assistant|scribe|family|guest|guest family|guest clinician|patient guest|mother|mom|father|dad|wife|husband|spouse|son|daughter|parent|caregiver|carer|brother|sister|partner|interpreter|translator|other|system|pharmacist|receptionist|friend|student|dragon|ai|assistant ai)(?: ?\d)?$/;
/** `[doctor] ...`, `Doctor: ...`, `D: ...`, `DR. OSEI: ...`, `<patient> ...`, `**Doctor:** ...`; a time may stand before it. */
const mark = /^\s*(?:\(?\[?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\]?\)?\s*(?:[-–>]+\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s*)?)?(?:\*\*)?(?:\[([^\][\n]{1,40})\]\s*[:>-]?|<([^<>\n]{1,40})>\s*:?|([A-Za-z][A-Za-z.'_ -]{0,40}?)(?:\s?\(([A-Za-z ]{1,20})\))?\s*(?:\*\*)?:(?!\/\/))(?:\*\*)?\s?/;

const speakerOf = (name: string): Speaker | null => {
  const plain = name.toLowerCase().replace(/[._*]/g, ' ').replace(/\s+/g, ' ').trim();
  if (clinicians.test(plain) || /^(?:dr|doctor) [a-z' -]+$/.test(plain)) return 'CLINICIAN';
  if (patients.test(plain)) return 'PATIENT';
  return others.test(plain) ? 'OTHER' : null;
};

/** Without a mark a line goes on with who spoke before; where nobody is marked at all, everybody is unknown. */
export const readLines = (lines: readonly string[]): LinedDialogue => {
  let speaker: Speaker = 'UNKNOWN';
  const offsets: number[] = [];
  const begins = new Set<string>();
  const segments = lines.map((line, seq) => {
    const match = mark.exec(line.slice(0, 120));
    const said = match ? (speakerOf(match[4] ?? '') ?? speakerOf(match[1] ?? match[2] ?? match[3] ?? '')) : null;
    if (said) {
      speaker = said;
      begins.add(String(seq));
    }
    const offset = match && said ? match[0].length : 0;
    offsets.push(offset);
    return { id: String(seq), seq, speaker, startMs: null, endMs: null, text: line.slice(offset), confidence: null };
  });
  return { segments, engine: { id: 'text', version: '1', tier: 'HUMAN' }, offsets, begins };
};
