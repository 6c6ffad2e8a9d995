import type { HeldNumber, MatchShown } from '@tributary/identity';
import { dayInWords } from '../page/words';

type Beside = MatchShown['sides']['beside'][number];

const KINDS: Readonly<Record<HeldNumber['kind'], string>> = {
  'nhs-number': 'NHS number',
  upn: 'Pupil number (UPN)',
  'upn-temporary': 'Temporary pupil number',
  'local-id': 'The agency’s own number',
};
const STANDINGS: Readonly<Record<HeldNumber['standing'], string>> = {
  current: 'Stands now',
  former: 'Former',
  'not-yet': 'Not yet begun',
};
const STATUSES: Readonly<Record<NonNullable<HeldNumber['status']>, string>> = {
  verified: 'verified',
  'not-verified': 'not verified',
  'not-stated': 'whether it was verified is not said',
};

/** The numbers of both records, by kind, period and standing; nothing where neither has one that may be shown. */
export function numberTables({ numbers }: Beside, names: readonly [string, string]): readonly object[] {
  const rows = [...numbers.one.map(rowOf(names[0])), ...numbers.other.map(rowOf(names[1]))];
  if (rows.length === 0) return [];
  return [{ caption: `Numbers: ${names.join(' and ')}`, head: ['Record', 'Kind', 'Number', 'How it stands'], rows }];
}

const rowOf =
  (name: string) =>
  (one: HeldNumber): readonly object[] => [
    { text: name },
    { text: KINDS[one.kind] },
    { text: one.number },
    { text: standingWords(one), ...(periodWords(one) === '' ? {} : { more: periodWords(one) }) },
  ];

function standingWords({ standing, status, invalid, supersededBy }: HeldNumber): string {
  const words = [
    STANDINGS[standing] + (supersededBy === null ? '' : `, superseded by ${supersededBy}`),
    standing === 'current' && status ? STATUSES[status] : '',
    invalid ? 'fails its check, and is compared with nothing' : '',
  ];
  return words.filter((word) => word !== '').join('; ');
}

function periodWords({ from, until }: HeldNumber): string {
  if (from !== null && until !== null && until < from) return 'Its period ends before it begins';
  const words = [from && `from ${dayInWords(from)}`, until && `until ${dayInWords(until)}`];
  return words.filter(Boolean).join(' ');
}
