import { type Hidden, withoutLocation } from '@tributary/access';
import { type Appender, cancelTimers, setTimer, type StreamReader } from '@tributary/event-store';
import { isEvent } from '@tributary/catalogue';
import type { Children } from '@tributary/identity';
import { type Authority, type Directory, type DirectoryView, inSentence, labelsOf } from '@tributary/directory';
import { type AlertId, alertStream, type ChildId, formatPosition, type Instant, isUuid } from '@tributary/kernel';
import type { AlertLine, AlertView, Feedback, Person } from './alert-view';
import { ACK_TIMER, personSource, timerId } from './alert-events';
import { carryOut } from './alert-log';
import { reopenableBy, reopeningBy, type ReopenPolicy } from './reopening';
import type { Answer } from './domain/answers';
import type { AlertCommand } from './domain/alert.decider';
import { unknownAlert } from './domain/alert.decider';
import { historyOf, type AlertStep } from './domain/alert-history';
import { alertText, whyYou } from './domain/alert-text';
import { type Bundle, bundlesOf, othersIn } from './domain/bundles';
import type { AckPolicy } from './due';
import { dueAfter } from './due-after';
import { otherIn } from './notices/other';
import { recalledIn } from './recalls/recalled';
import { ruleOf } from './rules';
import type { Inbox, InboxRow, Tally, Wanted } from './storage/inbox';

/** `bundleWithinMs`: how near each other alerts about brothers and sisters come to be shown together, in milliseconds. */
export type BundlePolicy = Readonly<{ bundleWithinMs: number }>;

export type AlertsOptions = Readonly<{
  inbox: Inbox;
  store: Appender & StreamReader;
  directory: Directory;
  children: Pick<Children, 'refOf'>;
  policy: AckPolicy & ReopenPolicy & BundlePolicy;
  /** What of a child's location must stand in no answer to that person. */
  hiddenFrom: (person: Person, child: ChildId) => Promise<Hidden | undefined>;
  /** Which of children whose alerts a person has anyway are of one family, as far as that person may be told. */
  familiesAmong: (person: Person, children: readonly ChildId[]) => Promise<readonly (readonly ChildId[])[]>;
  now(): Instant;
}>;

/** Notices that one message shows, most: nobody works with more children. */
const HELD = 200;

/** The inbox of each person, and what they answer. What was not sent to them is not there. */
export class AlertsService {
  constructor(private readonly options: AlertsOptions) {}

  async mine(
    person: Person,
    page: { before?: string; limit: number },
  ): Promise<{ alerts: readonly AlertView[]; next: string | null }> {
    if (page.before !== undefined && !isUuid(page.before)) throw unknownAlert();
    const [rows, bundles] = await Promise.all([
      this.options.inbox.mine(person, { ...page, limit: page.limit + 1 }),
      this.bundles(person),
    ]);
    const shown = rows.slice(0, page.limit);
    const alerts = await Promise.all(shown.map((row) => this.view(row, person, bundles)));
    return { alerts, next: rows.length > page.limit ? (shown.at(-1)?.alertId ?? null) : null };
  }

  /**
   * What somebody has to do in a role, soonest first, or what is done; a page of it, and how much there is. Alerts of one
   * bundle stand beside each other, and are one for the page.
   */
  async work(
    person: Person,
    wanted: Wanted,
    page: Readonly<{ skip: number; limit: number }>,
  ): Promise<Readonly<{ alerts: readonly AlertLine[]; tally: Tally; more: boolean }>> {
    const bundles = wanted.done ? [] : await this.bundles(person);
    const [rows, tally, directory] = await Promise.all([
      this.options.inbox.work(person, wanted, { ...page, limit: page.limit + 1, bundles }),
      this.options.inbox.tally(person),
      this.options.directory.current(),
    ]);
    const end = page.skip + page.limit;
    return {
      alerts: rows
        .filter(({ place }) => place <= end)
        .map((row) => lineOf(row, { person, directory, together: othersIn(bundles, row.alertId) })),
      tally,
      more: rows.some(({ place }) => place > end),
    };
  }

  /** An alert with those that are shown together with it, in the order in which they were raised; alone where none is. */
  async together(person: Person, id: string): Promise<readonly AlertView[]> {
    const bundles = await this.bundles(person);
    const bundle = bundles.find((one) => one.some((alertId) => alertId === id)) ?? [id];
    return Promise.all(bundle.map((one) => this.one(person, one, bundles)));
  }

  /** What was done with an alert that was sent to that person: by whom, when, and what they said they did. */
  async history(person: Person, id: string): Promise<readonly AlertStep[]> {
    const row = isUuid(id) ? await this.options.inbox.one(person, id) : undefined;
    if (!row) throw unknownAlert();
    const past = await this.options.store.load(alertStream(row.alertId));
    return withoutLocation(historyOf(past, { person, mayAnswer: row.mayAnswer }), await this.hidden(row, person));
  }

  async one(person: Person, id: string, known?: readonly Bundle[]): Promise<AlertView> {
    const row = isUuid(id) ? await this.options.inbox.one(person, id) : undefined;
    if (!row) throw unknownAlert();
    return this.view(row, person, known ?? (await this.bundles(person)));
  }

  /** The child an alert sent to that person is about. */
  async childOf(person: Person, id: string): Promise<ChildId> {
    const row = isUuid(id) ? await this.options.inbox.one(person, id) : undefined;
    if (!row?.childId) throw unknownAlert();
    return row.childId;
  }

  /** What became of the concerns that the person's agency raised: who saw them, by role, and when. */
  async feedback(person: Person, limit: number): Promise<readonly Feedback[]> {
    const rows = await this.options.inbox.feedback(person, limit);
    return Promise.all(
      rows.map(async ({ concern, childId, seenByRole, seenAt }) => ({
        concern,
        child: await this.options.children.refOf(person.agency, childId),
        seenByRole,
        seenAt,
      })),
    );
  }

  /** Answers the position that the answer reached. The same answer again changes nothing. */
  async answer(person: Person, id: string, answer: Answer): Promise<{ position: string }> {
    if (!isUuid(id)) throw unknownAlert();
    const alertId = id as AlertId;
    const due = await dueAfter(this.options, alertId, answer);
    const dueAt = due?.at ? { dueAt: due.at } : {};
    const command: AlertCommand =
      answer.kind === 'reopen'
        ? { ...answer, ...(await reopeningBy(this.options, person, alertId)), now: this.options.now(), ...dueAt }
        : { ...answer, alertId, by: person, ...dueAt };
    const { position } = await carryOut(
      { append: this.options.store, store: this.options.store },
      {
        alertId,
        childId: null,
        command,
        cause: causeOf(person, answer),
        source: personSource(person),
        also: async (tx, past) => {
          if (answer.kind === 'challenge') return;
          const steps = past.flatMap((event) => (isEvent(event, 'alerting.alert-escalated') ? [event.data.step] : []));
          await cancelTimers(
            [...new Set([0, ...steps])].map((step) => timerId(alertId, step)),
            tx,
          );
          const clock = {
            id: timerId(alertId, Math.max(0, ...steps)),
            streamId: alertStream(alertId),
            kind: ACK_TIMER,
          };
          if (due?.at) await setTimer({ ...clock, dueAt: due.at }, tx);
        },
      },
    );
    return { position: formatPosition(position) };
  }

  /** What of somebody's undone alerts is shown together; asked anew each time, so that a tie taken back ends it. */
  private async bundles(person: Person): Promise<readonly Bundle[]> {
    const { inbox, familiesAmong, policy } = this.options;
    const undone = await inbox.undone(person);
    const children = [...new Set(undone.map(({ childId }) => childId))];
    if (children.length < 2) return [];
    return bundlesOf(undone, await familiesAmong(person, children), policy.bundleWithinMs);
  }

  private async view(row: InboxRow, person: Person, bundles: readonly Bundle[]): Promise<AlertView> {
    const directory = await this.options.directory.current();
    const rule = ruleOf(row.rule);
    const told = await this.options.inbox.recipients(row.alertId);
    // The front door is that of the child’s authority, wherever the reader sits.
    const authority = areaOf(row, person, directory);
    const view = {
      ...lineOf(row, { person, directory, together: othersIn(bundles, row.alertId) }),
      child: row.childId && (await this.options.children.refOf(person.agency, row.childId)),
      text: rule ? alertText({ ...row, rule, authority, labels: wordsOf(authority) }) : [],
      authority: authority?.code ?? null,
      evidence: row.evidence,
      other: rule?.about === 'pair' ? await otherIn(this.options.store, row.alertId, directory) : null,
      holds: rule?.about === 'summary' ? await this.heldBy(row, person) : [],
      recalls: rule?.about === 'recall' ? await recalledIn(this.options.store, row.alertId) : null,
      reopenableUntil: row.status === 'closed' ? await reopenableBy(this.options, person, row.alertId) : null,
      toldToo: told
        .filter((one) => !isPerson(one, person))
        .map(({ practitioner, role, agency, reason, owner }) => ({
          ...{ practitioner, role, agency, reason, owner },
          name: directory.practitioner(practitioner)?.name ?? role,
        })),
    };
    return withoutLocation(view, await this.hidden(row, person));
  }

  private async heldBy({ alertId }: InboxRow, person: Person): Promise<readonly AlertView[]> {
    const rows = await this.options.inbox.heldBy(person, alertId, HELD);
    return Promise.all(rows.map((row) => this.view(row, person, [])));
  }

  private async hidden({ childId }: InboxRow, person: Person): Promise<Hidden | undefined> {
    return childId === null ? undefined : this.options.hiddenFrom(person, childId);
  }
}

const areaOf = ({ authority }: InboxRow, person: Person, directory: DirectoryView) =>
  directory.authority(authority ?? '') ?? directory.authorityOf(person.agency);

const wordsOf = (area: Authority | undefined) => ({ lead: inSentence(labelsOf(area).lead) });

type Lining = Readonly<{ person: Person; directory: DirectoryView; together: readonly AlertId[] }>;

function lineOf(row: InboxRow, { person, directory, together }: Lining): AlertLine {
  const { alertId, feed, rule, ruleVersion, severity, status, raisedAt, dueAt, overdueSince } = row;
  const { owner, mayAnswer, statusUnknown, identityConfirmed, authority, outcome } = row;
  return {
    ...{ id: alertId, feed, rule, ruleVersion, title: ruleOf(rule)?.title ?? rule, severity, status },
    ...{ raisedAt, dueAt, overdueSince, owner, mayAnswer, statusUnknown, identityConfirmed, authority, outcome },
    together,
    why: whyYou(row.reason, wordsOf(areaOf(row, person, directory))),
  };
}

const isPerson = (one: { practitioner: string; role: string; agency: string }, person: Person): boolean =>
  one.practitioner === person.practitioner && one.role === person.role && one.agency === person.agency;

/** Two different answers of one person are two events; the same one again is the same. */
const causeOf = (person: Person, answer: Answer): string =>
  [
    answer.kind,
    person.practitioner,
    person.role,
    person.agency,
    'action' in answer ? answer.action : '',
    'outcome' in answer ? answer.outcome : '',
    'to' in answer ? `${answer.to.practitioner}/${answer.to.role}/${answer.to.agency}` : '',
    'note' in answer ? answer.note : '',
  ].join('/');
