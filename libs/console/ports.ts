import type { AlertsService } from '@tributary/alerting';
import type { ChildAnswers } from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import type { AccessTokens } from '@tributary/intake';
import type { FeedPosition } from '@tributary/kernel';

/** What the pages stand on: the same services as the API, so that a page can show nothing that a call would not. */
export type ConsoleOptions = Readonly<{
  alerts: Pick<AlertsService, 'mine' | 'one' | 'answer'>;
  children: Pick<ChildAnswers, 'child' | 'chronology'>;
  directory: Pick<Directory, 'current'>;
  tokens: Pick<AccessTokens, 'verify'>;
  /** False where the read models did not come so far in time. */
  waitFor(position: FeedPosition): Promise<boolean>;
  /** True where people reach the pages by https: the cookie then travels by nothing else. */
  secure: boolean;
  /** Hears of what is no Problem; it must not log the error's message. */
  unexpected?: (error: unknown, route: string) => void;
}>;

export const CONSOLE = Symbol('console');
