import {
  dayInWords,
  detailsOf,
  type Noted,
  type Numbers,
  sentence,
  spoken,
  type TakenOut,
  timeInWords,
  whenInWords,
} from '@tributary/chronology';
import type { Instant } from '@tributary/kernel';

/** One entry of a chronology, in words. */
export type SheetLine = Readonly<{
  entry: Noted;
  when: string;
  agency: string;
  /** What it says, a name and a value each. */
  says: readonly Readonly<{ name: string; value: string }>[];
}>;

/** A child's chronology as it leaves the hub, whatever the file's form. */
export type ChildSheet = Readonly<{
  /** Names the export, on the file and in the ledger. */
  id: string;
  /** The reference that it was asked for by; no other word for the child stands in a file. */
  child: string;
  madeAt: Instant;
  madeBy: string;
  purpose: string;
  /** As known at which time, and of which days. */
  covers: string;
  lines: readonly SheetLine[];
  withheld: readonly Readonly<{ agency: string; what: string; reason: string }>[];
  note?: string;
}>;

export const NOT_A_REFERRAL =
  'This is information, not a referral. Nobody has been asked to act because it exists. It shows ' +
  'what this reader may see of what agencies have sent: that something is missing does not mean that it did not happen.';
export const LISTED =
  'This file has left Tributary and is listed there under its number, so that it can be recalled. Keep it no longer ' +
  'than its purpose needs, and pass it to nobody whom the purpose does not name.';

type Names = Numbers & Readonly<{ agency(id: string): Readonly<{ name: string }> | undefined }>;
type Head = Pick<ChildSheet, 'id' | 'child' | 'madeAt' | 'madeBy' | 'purpose'> &
  Readonly<{ past: boolean; from?: string; to?: string }>;

/** Pure: what the viewer may see, and who made it a file. */
export function childSheet(taken: TakenOut, head: Head, names: Names): ChildSheet {
  const { past, from, to, ...said } = head;
  const days = [from ? `from ${dayInWords(from)}` : '', to ? `to ${dayInWords(to)}` : ''].filter(Boolean).join(' ');
  return {
    ...said,
    covers: `${past ? 'As it could be seen' : 'As known'} on ${timeInWords(taken.asOf)}${days ? `; what happened ${days}` : ''}`,
    lines: taken.entries.map((entry) => lineOf(entry, names)),
    withheld: taken.withheld.map(({ agency, dataClass, reason }) => ({
      agency: names.agency(agency)?.name ?? agency,
      what: sentence(spoken(dataClass)),
      reason,
    })),
    ...(taken.note === undefined ? {} : { note: taken.note }),
  };
}

const lineOf = (entry: Noted, names: Names): SheetLine => ({
  entry,
  when: whenInWords(entry.occurred),
  agency: names.agency(entry.agency)?.name ?? entry.agency,
  says: detailsOf(entry, names),
});
