import { type Instant, plusMillis } from '@tributary/kernel';
import type { Person } from '@tributary/alerting';
import type { ConsoleOptions } from '../ports';

/** How long a declared link stands as news beside a senior's alerts, in milliseconds: a week. */
const NEWS_MS = 7 * 86_400_000;
type Waiting = Readonly<{ href: string; text: string; overdue: boolean }>;

/** What waits for somebody beside their alerts, a line each. */
export async function waitingFor(
  { reviews, links }: Pick<ConsoleOptions['grants'], 'reviews' | 'links'>,
  person: Person,
  now: Instant,
): Promise<readonly Waiting[]> {
  const [tally, told] = await Promise.all([reviews.tally(person), links.toldTo(person)]);
  const news = told.filter(({ at }) => at > plusMillis(now, -NEWS_MS)).length;
  return [
    ...(tally.waiting > 0 ? [openedLine(tally)] : []),
    ...(news > 0 ? [{ href: '/reviews#links', text: linksWords(news), overdue: false }] : []),
  ];
}

function openedLine({ waiting, overdue }: Readonly<{ waiting: number; overdue: number }>): Waiting {
  const what =
    waiting === 1 ? 'One opening of a child’s record waits' : `${waiting} openings of children’s records wait`;
  const late = overdue === 0 ? '' : overdue === waiting ? ', overdue' : `, ${overdue} of them overdue`;
  return { href: '/reviews', text: `${what} for your review${late}`, overdue: overdue > 0 };
}

const linksWords = (count: number): string =>
  count === 1
    ? 'Somebody declared to you that they are linked to a child’s family'
    : `${count} people declared to you that they are linked to a child’s family`;
