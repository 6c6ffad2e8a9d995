import type { FeedId } from '@tributary/kernel';
import type { Logger } from '@tributary/runtime';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { Incoming } from '../pipeline/spool';
import { PullCursors } from '../storage/pull-cursors';
import { PulledFiles } from '../storage/pulled-files';
import { Pulls } from '../storage/pulls';
import { HttpsPull } from './https/https-pull';
import { HttpsSource, type SourceOptions } from './https/source';
import type { HttpsSettings, PullSettings, SftpSettings } from './pull-file';
import { type ScheduledOptions, ScheduledPull } from './scheduled';
import { SftpPull, type SftpPullOptions } from './sftp/sftp-pull';

export type PullParts = Readonly<{
  pool: Pool;
  vault: Vault;
  intake: Readonly<{ receive(feed: string, incoming: Incoming): Promise<unknown> }>;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** Seconds by which a feed should have been fetched whole, and was not. */
  overdue: (feed: string, seconds: number) => void;
  /** This machine may be asked. */
  loopback: boolean;
  now?: () => number;
}> &
  Pick<SourceOptions, 'timeoutMs' | 'resolve'> &
  Pick<SftpPullOptions, 'settledMs'>;
export type NamedPull = Readonly<{ feed: string; pull: ScheduledPull }>;

const MOST_PAGES = 10_000;

/** The pulls that a file declares, each at its own times. Building them starts nothing. */
export function composePulls(settings: PullSettings, parts: PullParts): readonly NamedPull[] {
  return [
    ...settings.https.map((one) => scheduled(one.declared.feed, one.everyMs, httpsPull(one, parts), parts)),
    ...settings.sftp.map((one) => scheduled(one.declared.feed, one.everyMs, sftpPull(one, parts), parts)),
  ];
}

type Bringer = Readonly<{ bring: ScheduledOptions['bring'] }>;

function scheduled(feed: string, everyMs: number, puller: Bringer, parts: PullParts): NamedPull {
  const { pool, logger, now } = parts;
  const pull = new ScheduledPull({
    ...{ feed: feed as FeedId, everyMs, pulls: new Pulls(pool), logger, ...(now && { now }) },
    bring: (stint) => puller.bring(stint),
    overdue: (seconds) => parts.overdue(feed, seconds),
  });
  return { feed, pull };
}

function httpsPull(settings: HttpsSettings, parts: PullParts): HttpsPull {
  const { pool, vault, intake, loopback, timeoutMs, resolve, now = Date.now } = parts;
  const { resources, maxPages = MOST_PAGES } = settings.declared;
  const limits = { ...(timeoutMs !== undefined && { timeoutMs }), ...(resolve && { resolve }) };
  return new HttpsPull({
    source: new HttpsSource({ settings, loopback, now, ...limits }),
    ...{ resources, maxPages, cursors: new PullCursors({ pool, vault }), intake, now },
  });
}

function sftpPull(settings: SftpSettings, parts: PullParts): SftpPull {
  const { pool, vault, intake, loopback, settledMs, resolve, now = Date.now } = parts;
  return new SftpPull({
    ...{ settings, loopback, intake, now, files: new PulledFiles({ pool, vault }) },
    ...(settledMs !== undefined && { settledMs }),
    ...(resolve && { resolve }),
  });
}
