import { Problem } from '@tributary/kernel';
import type { INestApplication } from '@nestjs/common';
import type { Foundation } from './foundation';
import type { Hosted } from './hosting';

/** What was started, to be stopped in the other order: first what comes in, last what all stand on. */
export type Started = Readonly<{ base: Foundation; http: INestApplication; hosted: readonly Hosted[] }>;

const STOP_WITHIN = 25_000;

/** Runs an app until it is told to end. A start that fails says why, and leaves with 1. */
export function run(start: () => Promise<Started>): void {
  start().then(
    (started) => {
      let ending = false;
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.on(signal, () => {
          if (ending) return;
          ending = true;
          void end(started);
        });
      }
    },
    (error: unknown) => {
      const reason = error instanceof Problem ? `${error.title}\n  ${error.detail}\n  (${error.code})` : String(error);
      process.stderr.write(`Tributary could not start.\n${reason}\n`);
      process.exit(1);
    },
  );
}

async function end({ base, http, hosted }: Started): Promise<void> {
  base.health.shuttingDown();
  const late = setTimeout(() => {
    base.logger.error('stopped before all was finished; what was accepted is safe', { limit: STOP_WITHIN });
    process.exit(1);
  }, STOP_WITHIN);
  try {
    await http.close();
    for (const one of hosted) await one.stop();
    await base.close();
    clearTimeout(late);
    process.exit(0);
  } catch (error) {
    base.logger.error('the end was not clean', { error });
    process.exit(1);
  }
}
