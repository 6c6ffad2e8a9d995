import { councilParcel, daysAgo, type Known, type Suspension, type SuspensionFeed, suspensionParcel } from './care';
import { eventsParcel, fileParcel, loadEvent, type Parcel } from './load';
import { loadChild } from './people';
import { seeded } from './random';
import type { Sender } from './senders';

/** A delivery under its key, which is what its events are called by in every house. */
export type Delivery = Readonly<{ key: string; sender: Sender; parcel: Parcel }>;

/** What two houses are given: all of it at first, then what is said once everybody has been told. */
export type Given = Readonly<{ first: readonly Delivery[]; later: readonly Delivery[] }>;

/** The council knows the first forty; the first twenty-five are suspended twice. */
const [CHILDREN, KNOWN, SUSPENDED, VISITING] = [60, 40, 25, 30];
const FORMS = ['in-need', 'protected', 'looked-after'] as const;
const WORKERS = ['SW-101', 'SW-102', 'SW-103', 'SW-104'] as const;
const SCHOOLS = { 'ash-lane-suspensions': 'ash-lane-primary', 'kingsmere-suspensions': 'kingsmere-academy' } as const;
const FEEDS = Object.keys(SCHOOLS) as readonly SuspensionFeed[];
const MARKS = ['I', 'O', 'L', '/', 'M'] as const;

/** `turn`: which of the seeds it is; each has children of its own. */
export function givenBy(seed: number, turn: number): Given {
  const random = seeded(seed);
  const any = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const first = (turn + 1) * 1_000;
  const children = Array.from({ length: CHILDREN }, (_, i) => first + i);
  const known = children.slice(0, KNOWN).map((child): Known => ({ child, as: any(FORMS), worker: any(WORKERS) }));
  const suspended = children.slice(0, SUSPENDED).map((child) => ({ child, feed: any(FEEDS) }));
  const key = (name: string, n = 0): string => `s${turn}-${name}-${n}`;
  const suspensions = (name: string, said: (n: number) => readonly Suspension[] | undefined): readonly Delivery[] =>
    suspended.flatMap(({ feed }, n): Delivery[] => {
      const rows = said(n);
      return rows ? [{ key: key(name, n), sender: SCHOOLS[feed], parcel: suspensionParcel(feed, rows) }] : [];
    });
  const of = (n: number): number => first + n;
  return {
    first: [
      { key: key('visits'), sender: 'wexbourne-hospital', parcel: visits(children.slice(0, VISITING), 1) },
      ...[KNOWN, KNOWN + 5].map((from, n): Delivery => ({
        ...{ key: key('unknown', n), sender: 'ash-lane-primary' },
        parcel: suspensionParcel(
          'ash-lane-suspensions',
          children.slice(from, from + 5).map((child) => ({ child, id: 'U' })),
        ),
      })),
      ...inParts(known, 5).map((part, n): Delivery => ({
        ...{ key: key('council', n), sender: 'wexbourne-council', parcel: councilParcel(part) },
      })),
      ...suspensions('suspended', (n) => ['S1', 'S2'].map((id) => ({ child: of(n), id }))),
      { key: key('visits', 1), sender: 'wexbourne-hospital', parcel: visits(children.slice(0, VISITING / 2), 2) },
      ...inParts(children, 5).map((part, n): Delivery => ({
        ...{ key: key('attendance', n), sender: 'ash-lane-primary' },
        parcel: attendance(part.map((child) => ({ child, mark: any(MARKS) }))),
      })),
      { key: key('concerns'), sender: 'kingsmere-academy', parcel: concerns(children.slice(0, KNOWN)) },
      ...inParts(known, 10).map((part, n): Delivery => ({
        ...{ key: key('closed', n), sender: 'wexbourne-council' },
        parcel: councilParcel(part.map((one) => ({ ...one, closed: 2 }))),
      })),
    ],
    later: [
      ...suspensions('corrected', (n) => (n % 3 === 0 ? [{ child: of(n), id: 'S1', said: 'corrected' }] : undefined)),
      ...suspensions('withdrawn', (n) => (n % 4 === 1 ? [{ child: of(n), id: 'S2', said: 'withdrawn' }] : undefined)),
    ],
  };
}

const inParts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

const visits = (children: readonly number[], revision: number): Parcel =>
  eventsParcel(children.flatMap((child) => [0, 1].map((item) => loadEvent(child, item, revision))));

function attendance(marks: readonly Readonly<{ child: number; mark: string }>[]): Parcel {
  const rows = marks.map(({ child, mark }) => {
    const { upn, familyName, givenName, birthDate } = loadChild(child);
    return [upn, child, familyName, givenName, birthDate, '9992001', daysAgo(5), 'AM', mark].join(',');
  });
  const header = 'UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code';
  return fileParcel('ash-lane-attendance', 'text/csv', `${[header, ...rows].join('\n')}\n`);
}

const concerns = (children: readonly number[]): Parcel =>
  eventsParcel(
    children.map((child) => {
      const { givenName, familyName, birthDate, upn } = loadChild(child);
      return {
        specversion: '1.0',
        id: `c${child}-concern`,
        source: 'urn:wexbourne:kingsmere',
        type: 'education.school-concern-raised',
        time: `${daysAgo(10)}T09:00:00Z`,
        data: {
          record: {
            ...{ system: 'mis', localId: `9994002/${child}`, givenName, familyName, birthDate, upn },
            // Two children of a family have one mother.
            around: [{ relationship: 'mother', number: `K${Math.floor(child / 2)}`, familyName, livesWith: true }],
          },
          fact: { concern: 'HOME', raisedOn: daysAgo(10) },
        },
      };
    }),
  );
