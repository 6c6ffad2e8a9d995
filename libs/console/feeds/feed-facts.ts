import { feedSilentFrom } from '@tributary/alerting';
import { formatOf } from '@tributary/feeds';
import { type ContractReport, type FeedState, type Lags, within } from '@tributary/intake';
import type { FeedId, Instant } from '@tributary/kernel';
import type { At } from './at';
import { habitWords } from './habit-words';
import { ageInWords, sentence, timeInWords } from '../page/words';
import { pullWords } from './pull-facts';

/** A state in a word, and its colour. */
type State = Readonly<{ text: string; tag: string }>;
export type Cell = Readonly<{ text: string; href?: string; tag?: string; more?: string }>;
export type Table = Readonly<{
  caption: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}>;
type Contracts = Readonly<{ contracts: ReadonlyMap<FeedId, Pick<ContractReport, 'state'>> }>;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WITHIN: ReadonlyMap<number | null, string> = new Map([
  [HOUR, 'within an hour'],
  [6 * HOUR, 'within 6 hours'],
  [DAY, 'within a day'],
  [2 * DAY, 'within 2 days'],
  [7 * DAY, 'within 7 days'],
  [30 * DAY, 'within 30 days'],
  [null, 'after more than 30 days'],
]);

/** All that a reader may see of their feeds, one row each. */
export const feedsTable = (feeds: readonly FeedState[], at: At & Contracts, ofAll: boolean): Table => ({
  caption: 'Feeds and how they do',
  head: ['Feed', 'State', 'Last seen', 'Deliveries', 'Parked', 'Errors', 'Lag'],
  rows: feeds.map((feed) => [
    {
      text: feed.id,
      href: `/feeds/${feed.id}`,
      ...(ofAll ? { more: at.view.agency(feed.agency)?.name ?? feed.agency } : {}),
    },
    { ...stateOf(feed, at), ...contractWords(feed, at) },
    { text: seenWords(feed, at), more: `Expected ${feed.rhythm ?? 'at no stated rhythm'}` },
    { text: `${feed.perHour} in the last hour`, more: `${feed.perDay} in the last 24 hours` },
    { text: String(feed.parked) },
    { text: errorWords(feed), ...(feed.failed > 0 ? { more: failedWords(feed) } : {}) },
    { text: sentence(lagLines(feed.lags).join(', ')) || 'Nothing counted yet' },
  ]),
});

const CONTRACT = { passed: 'Contract tests passed', stale: 'Contract tests to be run again' } as const;
function contractWords({ id }: FeedState, { contracts }: Contracts): Readonly<{ more?: string }> {
  const state = contracts.get(id)?.state ?? 'open';
  return state === 'open' ? {} : { more: CONTRACT[state] };
}

/** How many feeds ask for somebody, in a few words. */
export function troubleWords(feeds: readonly FeedState[], at: At): string {
  const silent = feeds.filter((feed) => isSilent(feed, at)).length;
  const parked = feeds.reduce((sum, feed) => sum + feed.parked, 0);
  return `${silent} of ${feeds.length} feeds silent, ${parked === 1 ? '1 record' : `${parked} records`} parked.`;
}

/** One feed with all that is known of how it does. */
export function feedPage(feed: FeedState, at: At): object {
  const entry = at.view.feed(feed.id);
  const manager = entry && at.view.practitioner(entry.manager);
  return {
    id: feed.id,
    failed: feed.failed,
    live: feed.live,
    state: stateOf(feed, at),
    rows: [
      row('Agency', at.view.agency(feed.agency)?.name ?? feed.agency),
      row('Format', `${formatOf(feed.format)?.title ?? feed.format} (${feed.format})`),
      row('Last seen', seenWords(feed, at)),
      ...(feed.pull ? [row('Fetched', pullWords(feed.pull, at.asOf))] : []),
      row('Expected', silenceWords(feed, at)),
      row('Usually', habitWords(feed, at)),
      row('Deliveries', `${feed.perHour} in the last hour, ${feed.perDay} in the last 24 hours`),
      row('Errors', `${errorWords(feed)} of what it stated in seven days; ${failedWords(feed)}`),
      row('Waiting', waitingWords(feed)),
      row('Lag', lagWords(feed.lags)),
      row('Manager', manager ? [manager.name, manager.phone].filter(Boolean).join(', ') : 'Nobody'),
    ],
  };
}

export const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });

function stateOf(feed: FeedState, at: At): State {
  if (!feed.live) return { text: 'Being connected: history only', tag: 'govuk-tag--grey' };
  if (isSilent(feed, at)) return { text: 'Silent', tag: 'govuk-tag--red' };
  if (feed.parked > 0 || feed.failed > 0 || feed.pull?.problem)
    return { text: 'Needs a look', tag: 'govuk-tag--orange' };
  if (feed.lastSeen === undefined) return { text: 'Nothing yet', tag: 'govuk-tag--grey' };
  if (feed.lastNews === undefined) return { text: 'History only so far', tag: 'govuk-tag--blue' };
  return { text: 'Live', tag: 'govuk-tag--green' };
}

/** From when it counts as silent, as the rule says that tells its manager. */
const silentSince = (feed: FeedState, { view, heard }: At): Instant | undefined =>
  feed.lastNews && feedSilentFrom(feed, { last: feed.lastNews, days: heard.get(feed.id) ?? [] }, view);

function isSilent(feed: FeedState, at: At): boolean {
  const since = silentSince(feed, at);
  return since !== undefined && since <= at.asOf;
}

function silenceWords(feed: FeedState, at: At): string {
  const since = silentSince(feed, at);
  const rhythm = [feed.rhythm ?? 'at no stated rhythm', ...(feed.by ? [`by ${feed.by}`] : [])].join(' ');
  if (since === undefined) return `${rhythm}; nobody can say when it is silent`;
  return since <= at.asOf
    ? `${rhythm}; silent since ${timeInWords(since)}`
    : `${rhythm}; silent from ${timeInWords(since)} if nothing comes`;
}

const seenWords = ({ lastSeen, lastNews }: FeedState, { asOf }: At): string => {
  if (lastSeen === undefined) return 'Never';
  const ago = (then: Instant): string => `${ageInWords(Date.parse(asOf) - Date.parse(then))} ago`;
  if (lastNews === undefined) return `${ago(lastSeen)}, history`;
  return ago(lastNews);
};

function errorWords({ week: { stated, parked } }: FeedState): string {
  if (stated === 0) return 'Nothing stated';
  const share = (100 * parked) / stated;
  return share > 0 && share < 0.1 ? 'under 0.1%' : `${share.toFixed(share === 0 || share === 100 ? 0 : 1)}%`;
}

const failedWords = ({ failed }: FeedState): string =>
  failed === 1 ? '1 whole delivery failed' : `${failed} whole deliveries failed`;

const waitingWords = ({ waiting, lagSeconds }: FeedState): string =>
  waiting === 0
    ? 'Nothing'
    : `${waiting} ${waiting === 1 ? 'delivery' : 'deliveries'}, the oldest for ${ageInWords(lagSeconds * 1_000)}`;

const STRETCHES = [
  ['happenedToRecorded', 'recorded', 'after it happened'],
  ['recordedToReceived', 'received', 'after that'],
  ['happenedToReceived', 'received', 'after it happened'],
] as const;

/** Happened → recorded → received, each with the bound that so large a part of the facts stayed within. */
function lagLines(lags: Lags, part = 0.5): readonly string[] {
  return STRETCHES.flatMap(([name, verb, after]) => {
    const bound = within(lags[name], part);
    return bound === undefined ? [] : [`${verb} ${WITHIN.get(bound)} ${after}`];
  });
}

const lagWords = (lags: Lags): string => {
  const [half, most] = [lagLines(lags), lagLines(lags, 0.9)].map((lines) => lines.join(', '));
  return half ? `Half are ${half}. Nine in ten are ${most}.` : 'Nothing counted yet';
};
