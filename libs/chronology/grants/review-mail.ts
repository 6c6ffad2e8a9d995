import type { DirectoryView } from '@tributary/directory';
import type { EventId, Instant, PractitionerId, Tx } from '@tributary/kernel';

/** News for one person that something waits for them; it never says what. */
export type News = Readonly<{
  /** The event that it is about, and which step of it: the same news again is the same letter. */
  about: EventId;
  step: 'opened' | 'overdue';
  to: PractitionerId;
  /** Not sent before. */
  from: Instant;
}>;

/** How people are told beside the pages; a hub without mail leaves it out. */
export type Post = Readonly<{
  post(news: News, tx: Tx): Promise<void>;
  /** Takes back what has not gone yet. */
  withdraw(about: EventId, tx: Tx): Promise<void>;
}>;

type Opened = Readonly<{ about: EventId; reviewer: PractitionerId; view: DirectoryView; at: Instant; dueBy: Instant }>;

/** Tells a reviewer at once; where it is not reviewed in time, them again and whoever manages them. */
export class ReviewMail {
  constructor(private readonly post: Post | undefined) {}

  async opened(tx: Tx, { about, reviewer, view, at, dueBy }: Opened): Promise<void> {
    await this.post?.post({ about, step: 'opened', to: reviewer, from: at }, tx);
    for (const to of new Set([reviewer, ...seniorsOf(view, reviewer)]))
      await this.post?.post({ about, step: 'overdue', to, from: dueBy }, tx);
  }

  async reviewed(tx: Tx, about: EventId): Promise<void> {
    await this.post?.withdraw(about, tx);
  }
}

const seniorsOf = (view: DirectoryView, reviewer: PractitionerId): readonly PractitionerId[] =>
  (view.practitioner(reviewer)?.roles ?? []).flatMap(
    ({ role, agency }) => view.managerOf(reviewer, role, agency) ?? [],
  );
