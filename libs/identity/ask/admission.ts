import { MINUTE, RateLimit } from '@tributary/runtime';
import type { ReaderContext } from '@tributary/sign-in';

/** Questions a minute, on each process: of one person, of all people of an agency, of an agency's own system. */
export const QUESTIONS_A_MINUTE = { person: 30, agency: 600, system: 1_200 } as const;

/** How often somebody may ask. Whoever asks about one child after the other looks for something, not for a child. */
export class Admission {
  private readonly limits: Readonly<Record<keyof typeof QUESTIONS_A_MINUTE, RateLimit>>;
  private readonly refusals: RateLimit;

  constructor(limits: Readonly<Record<keyof typeof QUESTIONS_A_MINUTE, number>> = QUESTIONS_A_MINUTE, now = Date.now) {
    const limit = (most: number): RateLimit => new RateLimit(most, now, MINUTE);
    this.limits = { person: limit(limits.person), agency: limit(limits.agency), system: limit(limits.system) };
    this.refusals = limit(1);
  }

  /** Throws too-many-requests. */
  count(asker: ReaderContext): void {
    if (asker.kind === 'agency') return this.limits.system.count(asker.client);
    this.limits.person.count(asker.practitioner);
    this.limits.agency.count(asker.agency);
  }

  /** Whether the ledger need be told that somebody asks too often: once a minute, or it could be flooded. */
  isNews(asker: ReaderContext): boolean {
    try {
      this.refusals.count(asker.kind === 'agency' ? asker.client : asker.practitioner);
      return true;
    } catch {
      return false;
    }
  }
}
