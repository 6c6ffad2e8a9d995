import { letGo, previewOf, type FeedPreview } from '@tributary/holding';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

/** What is held unopened of each feed, and what would be erased when; changes nothing. */
export async function previewHolding({ json = false }: Readonly<{ json?: boolean }>): Promise<number> {
  return withRooms(async ({ store, directory }, { held }) => {
    const feeds = await previewOf({ store, directory, ...held });
    print(json, { feeds }, feeds.length > 0 ? feeds.map(lineOf) : ['nothing is held']);
    return EXIT.done;
  });
}

function lineOf({ feed, events, opened, stands, due, soon, next, waits }: FeedPreview): string {
  const wait = waits === null ? '' : `, which ${WAITS[waits]}`;
  return `${feed}: ${events} events, ${opened} kept, ${stands} stand; ${due} due${wait}, ${soon} within 30 days, next ${next ?? 'none'}`;
}

const WAITS = {
  'large-share': 'are so many at once that they wait: tributary holding let-go',
  'long-pause': 'wait because no round was for a month: tributary holding let-go',
} as const;

/** Somebody lets go what is due of a feed and waits for their word. */
export async function letHoldingGo(feed: string, options: As & Readonly<{ reason: string }>): Promise<number> {
  return withRooms(async ({ store, directory }, { held }) => {
    const viewer = await viewerIn(options, directory);
    const events = await letGo({ store, directory, ...held }, { viewer, feed, reason: options.reason });
    print(options.json ?? false, { feed, events }, [`${events} events go with the next round, within the hour`]);
    return EXIT.done;
  });
}
