import { isTemporaryUpn, nhsNumberFault, normaliseNhsNumber, normaliseUpn, upnFault } from '@tributary/catalogue';
import type { NumberPeriod } from '@tributary/feeds';
import { type PlainDate, plusDays } from '@tributary/kernel';
import type { Said, Spoken } from './person';

/** A number that a record says of its person, on a day. */
export type HeldNumber = Readonly<{
  kind: 'nhs-number' | 'upn' | 'upn-temporary' | 'local-id';
  number: string;
  /** `former`: superseded, or its period is over; what it tells of the person it tells still. */
  standing: 'current' | 'former' | 'not-yet';
  /** Of an NHS number, as whoever keeps the record says. */
  status: 'verified' | 'not-verified' | 'not-stated' | null;
  /** It fails its check, or stands for none: it is compared with nothing. */
  invalid: boolean;
  from: PlainDate | null;
  until: PlainDate | null;
  supersededBy: string | null;
}>;

type Kind = NumberPeriod['kind'];
type Standing = HeldNumber['standing'];

const VERIFIED = '01';
const plain = { 'nhs-number': normaliseNhsNumber, upn: normaliseUpn } as const;
const faultOf = { 'nhs-number': nhsNumberFault, upn: upnFault } as const;

/**
 * What a record says, with its numbers as they stand on that day: one that has ended is a former one, one that has not
 * begun is none yet. A period that ends before it begins says nothing.
 */
export function asOn<S extends Said>(said: S, day: PlainDate): S {
  if (said.numberPeriods === undefined || said.numberPeriods.length === 0) return said;
  const [nhs, upn] = [standingOn('nhs-number', said, day), standingOn('upn', said, day)];
  const sameNumber = said.nhsNumber !== undefined && nhs.now === normaliseNhsNumber(said.nhsNumber);
  const numbers = {
    ...{ nhsNumber: nhs.now, formerNhsNumbers: nhs.former, upn: upn.now, formerUpns: upn.former },
    // A status was given for one number, and is not another one's.
    nhsNumberStatus: sameNumber ? said.nhsNumberStatus : undefined,
  };
  return Object.fromEntries(Object.entries({ ...said, ...numbers }).filter(([, value]) => value !== undefined)) as S;
}

/**
 * The first day after that one on which a number of the record begins or is over, so that it says something else without
 * having spoken; undefined where none does.
 */
export function nextStanding({ numberPeriods = [] }: Said, day: PlainDate): PlainDate | undefined {
  const turns = numberPeriods.flatMap(({ from, until }) => [
    ...(from !== undefined && from > day ? [from] : []),
    ...(until !== undefined && until >= day ? [plusDays(until, 1)] : []),
  ]);
  return turns.sort()[0];
}

/** Which number a record says came after which, of either kind: `former later`. */
function supersessionsIn({ nhsNumber, formerNhsNumbers = [], upn, formerUpns = [] }: Said): readonly string[] {
  const nhs = nhsNumber === undefined ? [] : formerNhsNumbers.map((one) => [one, nhsNumber].map(normaliseNhsNumber));
  const upns = upn === undefined ? [] : formerUpns.map((one) => [one, upn].map(normaliseUpn));
  return [...nhs, ...upns].map((pair) => pair.join(' '));
}

/** Whether a record no longer says that a number came after another one, as it did before. */
export function takesBack(before: Said, now: Said): boolean {
  const stands = new Set(supersessionsIn(now));
  return supersessionsIn(before).some((one) => !stands.has(one));
}

/** All numbers of a record as they stand on that day: NHS numbers, pupil numbers, the agency's own. */
export function numbersOf(spoken: Spoken, day: PlainDate): readonly HeldNumber[] {
  return [...heldOf('nhs-number', spoken, day), ...heldOf('upn', spoken, day), ...ownOf(spoken)];
}

function heldOf(kind: Kind, spoken: Spoken, day: PlainDate): readonly HeldNumber[] {
  const { now } = standingOn(kind, spoken, day);
  return listed(kind, spoken, day).map(({ number, standing, period }) => ({
    kind: kind === 'upn' && isTemporaryUpn(number) ? 'upn-temporary' : kind,
    ...{ number, standing },
    status: kind === 'nhs-number' ? statusOf(number, spoken) : null,
    invalid: faultOf[kind](number) !== undefined,
    ...{ from: period?.from ?? null, until: period?.until ?? null },
    supersededBy: standing === 'former' && now !== undefined ? now : null,
  }));
}

function ownOf({ own }: Spoken): readonly HeldNumber[] {
  if (own === undefined) return [];
  const number = `${own.system} ${own.localId}`;
  const always = {
    standing: 'current',
    status: null,
    invalid: false,
    from: null,
    until: null,
    supersededBy: null,
  } as const;
  return [{ kind: 'local-id', number, ...always }];
}

function statusOf(number: string, { nhsNumber = '', nhsNumberStatus: status }: Said): HeldNumber['status'] {
  if (status === undefined || normaliseNhsNumber(nhsNumber) !== number) return 'not-stated';
  return status === VERIFIED ? 'verified' : 'not-verified';
}

type Listed = Readonly<{ number: string; standing: Standing; period: NumberPeriod | undefined }>;

/** The one that stands now, and those that do no longer. */
function standingOn(
  kind: Kind,
  said: Said,
  day: PlainDate,
): Readonly<{ now: string | undefined; former: readonly string[] | undefined }> {
  const all = listed(kind, said, day);
  const former = all.filter(({ standing }) => standing === 'former').map(({ number }) => number);
  const now = all.find(({ standing }) => standing === 'current')?.number;
  return { now, former: former.length > 0 ? former : undefined };
}

/** The number that the record calls the person's goes first: another one may have begun, or ended, since it was said. */
function listed(kind: Kind, said: Said, day: PlainDate): readonly Listed[] {
  const [stated, stale = []] = kind === 'upn' ? [said.upn, said.formerUpns] : [said.nhsNumber, said.formerNhsNumbers];
  const periods = new Map(
    (said.numberPeriods ?? []).filter((one) => one.kind === kind).map((one) => [plain[kind](one.number), one]),
  );
  const first = stated === undefined ? [] : [plain[kind](stated)];
  const former = new Set(stale.map(plain[kind]).filter((number) => !first.includes(number)));
  return [...new Set([...first, ...former, ...periods.keys()])].map((number) => {
    const period = periods.get(number);
    return { number, period, standing: former.has(number) ? 'former' : standingBy(period, day) };
  });
}

function standingBy(period: NumberPeriod | undefined, day: PlainDate): Standing {
  const { from, until } = period ?? {};
  if (from !== undefined && until !== undefined && until < from) return 'current';
  if (until !== undefined && until < day) return 'former';
  return from !== undefined && from > day ? 'not-yet' : 'current';
}
