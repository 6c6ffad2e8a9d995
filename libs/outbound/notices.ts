import type { AlertsService, AlertView, Answer, Person } from '@tributary/alerting';
import type { Directory } from '@tributary/directory';
import type { Children } from '@tributary/identity';
import { type AgencyId, isUuid, type PractitionerId, Problem, type RoleCode, uuidv7 } from '@tributary/kernel';
import type { Notice, NoticeBook } from './storage/notices';

/** All that leaves the house: that there is something, how soon to read it, and where. */
export type ThinNotice = Readonly<{
  id: string;
  /** The agency's own reference for the child; null where it is about a feed. */
  key: string | null;
  urgency: string;
  /** Answers whoever it was sent to, and says no more to a system. */
  ask: string;
}>;

export type NoticesOptions = Readonly<{
  book: NoticeBook;
  directory: Pick<Directory, 'current'>;
  children: Pick<Children, 'refOf'>;
  alerts: Pick<AlertsService, 'one' | 'answer'>;
  /** Where this hub is reached. */
  base: string;
}>;

/** An agency's own system, by its token. */
export type Client = Readonly<{ agency: AgencyId; client: string }>;

export type Acknowledgement = Readonly<{
  lease?: string;
  /** Said where nobody can be asked to come again: whoever holds the notice then, ours or theirs, it has arrived. */
  overLease?: true;
  /** Who of the agency did it; without, the system has it and nobody has read it. */
  by?: Readonly<{ practitioner: PractitionerId; role: RoleCode }>;
  answer?: Answer;
}>;

/** What agencies' systems are told, and what they say back. Another agency's notice is answered as none. */
export class Notices {
  constructor(private readonly options: NoticesOptions) {}

  /** `next`: to be given as `after` the next time, whether there was anything or not. */
  async list(
    { agency }: Client,
    page: Readonly<{ after: number; limit: number }>,
  ): Promise<Readonly<{ notices: readonly ThinNotice[]; next: number }>> {
    await this.requireConnected(agency);
    const found = await this.options.book.after(agency, page.after, page.limit);
    return { notices: await this.allThin(found), next: found.at(-1)?.place ?? page.after };
  }

  async claim(
    { agency }: Client,
    wanted: Readonly<{ limit: number; leaseSeconds: number }>,
  ): Promise<Readonly<{ lease: string; notices: readonly ThinNotice[] }>> {
    await this.requireConnected(agency);
    const lease = uuidv7();
    const claim = { agency, lease, limit: wanted.limit, leaseMs: wanted.leaseSeconds * 1_000 };
    return { lease, notices: await this.allThin(await this.options.book.claim(claim)) };
  }

  /** `position` where a person's answer was written with it. */
  async acknowledge(client: Client, id: string, given: Acknowledgement): Promise<Readonly<{ position?: string }>> {
    const notice = await this.own(client.agency, id);
    const { book } = this.options;
    const { lease, overLease } = given;
    const held = { ...(lease === undefined ? {} : { lease }), ...(overLease ? { overLease } : {}) };
    if (!(await book.delivered({ agency: client.agency, id, to: client.client, ...held }))) throw heldByAnother();
    return given.by ? this.answerFor({ ...given.by, agency: client.agency }, notice, given.answer) : {};
  }

  async release({ agency }: Client, id: string, lease: string): Promise<void> {
    await this.own(agency, id);
    if (!(await this.options.book.release(agency, id, lease))) throw heldByAnother();
  }

  /** To the agency's system: that there is something. */
  async thin({ agency }: Client, id: string): Promise<ThinNotice & Readonly<{ delivered: boolean }>> {
    const notice = await this.own(agency, id);
    return { ...(await thinOf(notice, this.options)), delivered: notice.delivered };
  }

  /** To somebody whom its alert was sent to: the alert, as they may see it. */
  async alert(person: Person, id: string): Promise<AlertView> {
    const { alertId } = await this.own(person.agency, id);
    return this.options.alerts.one(person, alertId);
  }

  private async answerFor(
    person: Person,
    { alertId }: Notice,
    answer: Answer = { kind: 'acknowledge' },
  ): Promise<Readonly<{ position: string }>> {
    const view = await this.options.directory.current();
    if (!view.holds(person.practitioner, person.role, person.agency)) throw notTheirs();
    try {
      return await this.options.alerts.answer(person, alertId, answer);
    } catch (error) {
      throw error instanceof Problem && error.code === 'alert-unknown' ? notTheirs() : error;
    }
  }

  private async own(agency: AgencyId, id: string): Promise<Notice> {
    const notice = isUuid(id) ? await this.options.book.one(agency, id) : undefined;
    if (notice) return notice;
    throw new Problem('notice-unknown', 404, 'No such notice', 'There is no notice of that id for your agency');
  }

  private async allThin(notices: readonly Notice[]): Promise<readonly ThinNotice[]> {
    return Promise.all(notices.map((one) => thinOf(one, this.options)));
  }

  private async requireConnected(agency: AgencyId): Promise<void> {
    if ((await this.options.directory.current()).agency(agency)?.notices) return;
    throw new Problem(
      'notices-not-connected',
      403,
      'The agency takes no notices',
      'The directory says by `notices` how an agency’s system hears; ask whoever keeps it (docs/notices.md)',
    );
  }
}

/** The one form in which a notice leaves, whichever way. */
export async function thinOf(
  { id, agency, childId, urgency }: Notice,
  { children, base }: Pick<NoticesOptions, 'children' | 'base'>,
): Promise<ThinNotice> {
  const key = childId && (await children.refOf(agency, childId));
  return { id, key, urgency, ask: `${base}/v1/notices/${id}` };
}

const heldByAnother = (): Problem =>
  new Problem(
    'notice-held',
    409,
    'Held by another lease',
    'Its time is over, or it was given under another lease: claim again, and do what is then given once more',
  );

const notTheirs = (): Problem =>
  new Problem(
    'notice-not-theirs',
    422,
    'Not sent to them',
    'The notice counts as delivered to your system. Name the person who did it, in the role in which it was sent to them',
  );
