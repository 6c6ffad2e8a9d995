import { type Instant, plusMillis } from '@tributary/kernel';
import type { Person } from '@tributary/alerting';
import type { ConsoleOptions } from '../ports';

/** How long a declared link or an answer stands as news beside somebody's alerts, in milliseconds: a week. */
const NEWS_MS = 7 * 86_400_000;
type Waiting = Readonly<{ href: string; text: string; overdue: boolean }>;

/** What waits for somebody beside their alerts, a line each. */
export async function waitingFor(
  {
    grants: { reviews, links, requests, answers, releases },
    matches,
    recordMoves,
  }: Pick<ConsoleOptions, 'grants' | 'matches' | 'recordMoves'>,
  person: Person,
  now: Instant,
): Promise<readonly Waiting[]> {
  const [tally, told, asked, mine, held, who, out] = await Promise.all([
    reviews.tally(person),
    links.toldTo(person),
    answers.tally(person),
    requests.mine(person),
    releases.tally(person),
    matches.anyWaiting(person),
    recordMoves.anyWaiting(person),
  ]);
  const isNew = (at: Instant): boolean => at > plusMillis(now, -NEWS_MS);
  const answered = mine.filter(({ answeredAt }) => answeredAt !== null && isNew(answeredAt)).length;
  const news = told.filter(({ at }) => isNew(at)).length;
  return [
    ...(tally.waiting > 0 ? [openedLine(tally)] : []),
    ...(held.waiting > 0 ? [heldLine(held)] : []),
    ...(who ? [{ href: '/matches', text: 'Records wait for you to say who is who', overdue: false }] : []),
    ...(out ? [{ href: '/records', text: 'A colleague wants a record taken out of a child', overdue: false }] : []),
    ...(asked.waiting > 0 ? [askedLine(asked)] : []),
    ...(answered > 0 ? [{ href: '/requests', text: answeredWords(answered), overdue: false }] : []),
    ...(news > 0 ? [{ href: '/reviews#links', text: linksWords(news), overdue: false }] : []),
  ];
}

type Tally = Readonly<{ waiting: number; overdue: number }>;

function openedLine(tally: Tally): Waiting {
  const what =
    tally.waiting === 1
      ? 'One opening of a child’s record waits'
      : `${tally.waiting} openings of children’s records wait`;
  return { href: '/reviews', text: `${what} for your review${lateWords(tally)}`, overdue: tally.overdue > 0 };
}

function heldLine(tally: Tally): Waiting {
  const what =
    tally.waiting === 1
      ? 'A decision on something held back waits'
      : `${tally.waiting} decisions on something held back wait`;
  return { href: '/releases', text: `${what}${lateWords(tally)}`, overdue: tally.overdue > 0 };
}

function askedLine(tally: Tally): Waiting {
  const what =
    tally.waiting === 1
      ? 'One request for what your agency holds waits'
      : `${tally.waiting} requests for what your agency holds wait`;
  return { href: '/requests', text: `${what} for your answer${lateWords(tally)}`, overdue: tally.overdue > 0 };
}

const lateWords = ({ waiting, overdue }: Tally): string =>
  overdue === 0 ? '' : overdue === waiting ? ', overdue' : `, ${overdue} of them overdue`;
const answeredWords = (count: number): string =>
  count === 1 ? 'A request of yours was answered' : `${count} requests of yours were answered`;
const linksWords = (count: number): string =>
  count === 1
    ? 'Somebody declared to you that they are linked to a child’s family'
    : `${count} people declared to you that they are linked to a child’s family`;
