/** A message of the hospital of Wexbourne, segment by segment; what a spec does not change is as a system sends it. */
type Given = Readonly<{
  type: string;
  /** MSH-7. */
  sent?: string;
  /** EVN-2. */
  recorded?: string;
  control?: string;
  charset?: string;
  pid?: string;
  segments?: readonly string[];
}>;

export const TANSY =
  'PID|1||H100^^^WEXGEN^MR~9990000018^NSTS01^^NHS^NH||Quillfeather^Tansy^Ada^^Miss^^L||20140304|F|||3 Kiln Row^^Wexbourne^^WX1 2BB^^H';
export const ORLO = 'PID|1||H200^^^WEXGEN^MR||Brackenridge^Orlo||20130905|M';

export function message(given: Given): string {
  const {
    type,
    sent = '20260112221500',
    recorded = sent,
    control = '1',
    charset = '',
    pid = TANSY,
    segments = [],
  } = given;
  const header = `MSH|^~\\&|PAS|WEXGEN|TRIBUTARY|WEXBOURNE|${sent}||${type}|${control}|P|2.4|||||GBR|${charset}`;
  const event = type.startsWith('ADT') ? [`EVN|${type.slice(4, 7)}|${recorded}`] : [];
  return `${[header, ...event, pid, ...segments].join('\r')}\r`;
}

/** A segment with the fields that are given, by their numbers. */
export function segment(name: string, fields: Readonly<Record<number, string>>): string {
  const last = Math.max(...Object.keys(fields).map(Number));
  return [name, ...Array.from({ length: last }, (_, at) => fields[at + 1] ?? '')].join('|');
}

type Visit = Readonly<{ kind: string; number?: string; begun?: string; ended?: string; disposition?: string }>;

export const visit = ({ kind, number = 'V991', begun = '', ended = '', disposition = '' }: Visit): string =>
  segment('PV1', { 1: '1', 2: kind, 19: number, 36: disposition, 44: begun, 45: ended });

export const schedule = (status: string, start = '20260115093000'): string =>
  segment('SCH', { 1: 'P7', 2: 'F7^SCHED', 11: `^^30^${start}`, 25: status });
