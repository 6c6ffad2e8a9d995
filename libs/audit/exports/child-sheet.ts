import {
  dayInWords,
  detailsOf,
  type Noted,
  type Numbers,
  sentence,
  spoken,
  type TakenOut,
  type Viewer,
  timeInWords,
  whenInWords,
} from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type { Instant } from '@tributary/kernel';

/** One entry of a chronology, in words. */
export type SheetLine = Readonly<{
  entry: Noted;
  when: string;
  agency: string;
  /** What it says, a name and a value each. */
  says: readonly Readonly<{ name: string; value: string }>[];
}>;

export type Section = Readonly<{ heading: string; words: readonly string[] }>;

/** A child's chronology as it leaves the hub, whatever the file's form. */
export type ChildSheet = Readonly<{
  title: string;
  /** Names the export, on the file and in the ledger. */
  id: string;
  /** The reference that it was asked for by; no other word for the child stands in a file. */
  child: string;
  madeAt: Instant;
  madeBy: string;
  purpose: string;
  /** As known at which time, and of which days. */
  covers: string;
  /** What is said before the chronology, where the file is about something that rests on it. */
  sections: readonly Section[];
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
  Readonly<{ past: boolean; from?: string; to?: string }> &
  Partial<Pick<ChildSheet, 'title' | 'sections'>>;

/** Pure: what the viewer may see, and who made it a file. */
export function childSheet(taken: TakenOut, head: Head, names: Names): ChildSheet {
  const { past, from, to, ...said } = head;
  const days = [from ? `from ${dayInWords(from)}` : '', to ? `to ${dayInWords(to)}` : ''].filter(Boolean).join(' ');
  return {
    ...{ title: 'Chronology of a child', sections: [] },
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

/** Who took it out, by name, role and agency. */
export function madeByWords(view: DirectoryView, { practitioner, role, agency }: Viewer): string {
  const name = view.practitioner(practitioner)?.name ?? practitioner;
  return `${name}, ${spoken(role)}, ${view.agency(agency)?.name ?? agency}`;
}
