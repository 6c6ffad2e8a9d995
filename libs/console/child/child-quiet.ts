import type { Quiet, Quietness } from '../feeds/quiet-feeds';
import type { Silence } from '../page/timeline';
import { dayInWords } from '../page/words';

type NameOf = (agency: string) => string;

/** Where a silence is drawn; undefined where the feed never delivered at all. */
export const laneOf = ({ agency, since }: Quiet, nameOf: NameOf): Silence | undefined =>
  since === null ? undefined : { lane: nameOf(agency), since };

/** What is silent around the child, and what could be silent without anybody noticing. */
export const quietWords = ({ silent, unwatched, watched }: Quietness, nameOf: NameOf): object => ({
  silent: silent.map(
    ({ agency, feed, rhythm, since }) =>
      `${nameOf(agency)} (${feed}): expected ${rhythm}, ` +
      (since === null ? 'and has never delivered.' : `and has delivered nothing since ${dayInWords(since)}.`),
  ),
  unwatched: unwatched.map(
    ({ agency, feed, last }) =>
      `${nameOf(agency)} (${feed}): ${last === null ? 'has never delivered' : `last delivered on ${dayInWords(last)}`}.`,
  ),
  watched,
});
