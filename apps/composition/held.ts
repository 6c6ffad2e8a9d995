import { ContentRequests } from '@tributary/access';
import { everNamed, type Inbox } from '@tributary/alerting';
import { AssessmentBook } from '@tributary/assessment';
import { Holding, HoldingBook, HoldingRound, KnownChildren } from '@tributary/holding';
import type { Foundation } from './foundation';

/** What is held unopened: looks at it, and the book that rounds keep. */
export type Held = Readonly<{ holding: Holding; book: HoldingBook }>;

/** How long a round waits for read models, in milliseconds. */
const CATCH_UP_MS = 5_000;

export function heldIn({ database, vault, store, directory, agreements, reads }: Foundation, inbox: Inbox): Held {
  const pool = database.events;
  const requests = new ContentRequests(pool);
  const assessments = new AssessmentBook(pool);
  const book = new HoldingBook(pool, (name) => reads.activeSlot(name));
  const children = new KnownChildren({
    store,
    refOf: vault.ref.bind(vault),
    namedAbout: (child) => everNamed({ inbox, store }, child),
    askedAbout: (about) => requests.openAbout(about),
    isAssessed: (records) => assessments.isOpenAbout(records),
  });
  return { holding: new Holding({ store, directory, agreements, children, book }), book };
}

/** Nothing is erased before those read models have taken in all there is. */
export function holdingRound(base: Foundation, held: Held, readModels: readonly string[]): HoldingRound {
  const { database, store, reads, logger, metrics } = base;
  return new HoldingRound({
    ...{ ...held, pool: database.events, store, logger, metrics },
    caughtUp: async (position) => reads.waitFor(position, readModels, { timeoutMs: CATCH_UP_MS }),
  });
}
