import { DisclosureLedger } from '@tributary/access';
import { ReconsideringBook, ReconsideringRound } from '@tributary/identity';
import { Problem } from '@tributary/kernel';
import { reasonOf, Rounds, type Service } from '@tributary/runtime';
import type { Foundation } from './foundation';
import { LookThread } from './look-thread';

/** Milliseconds between looks whether a round is due. */
const LOOK_EVERY = 60_000;

/** Looks at all records as one set in its rounds; nothing where that is switched off. */
export function reconsideringOf({ config, database, logger, metrics }: Foundation): readonly Service[] {
  if (config.reconsider === undefined) return [];
  const { everyMs, memoryMb } = config.reconsider;
  const pool = database.events;
  const ledger = new DisclosureLedger(pool);
  const thread = new LookThread(memoryMb);
  const round = new ReconsideringRound({
    ...{ pool, book: new ReconsideringBook(pool), everyMs, logger, metrics, now: Date.now },
    look: (records) => thread.look(records),
    disclose: (line) => ledger.record(line),
  });
  const rounds = new Rounds({
    work: async () => {
      await round.go();
      return false;
    },
    everyMs: Math.min(everyMs, LOOK_EVERY),
    failed: (error) =>
      logger.warn('all records were not looked at as one set', {
        problem: error instanceof Problem ? error.message : reasonOf(error),
      }),
  });
  return [
    {
      start: () => rounds.start(),
      stop: async () => {
        round.stop();
        await thread.stop();
        await rounds.stop();
      },
    },
  ];
}
