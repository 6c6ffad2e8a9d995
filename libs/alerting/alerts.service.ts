import { cancelTimer } from '@tributary/event-store';
import type { Appender, StreamReader } from '@tributary/event-store';
import { isEvent } from '@tributary/catalogue';
import type { Children } from '@tributary/identity';
import type { Directory } from '@tributary/directory';
import {
  type AgencyId,
  type AlertId,
  alertStream,
  type ChildId,
  type FeedPosition,
  formatPosition,
  isUuid,
  type PractitionerId,
  type RoleCode,
} from '@tributary/kernel';
import { personSource, timerId } from './alert-events';
import { carryOut } from './alert-log';
import type { AlertCommand } from './domain/alert.decider';
import { unknownAlert } from './domain/alert.decider';
import { alertText } from './domain/alert-text';
import { ruleOf } from './rules';
import type { Inbox, InboxRow } from './storage/inbox';

/** Who asks: one person in one role in one agency. */
export type Person = Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;

/** An alert as it leaves the house: the child by the reader's agency's own reference, and no agency's number. */
export type AlertView = Readonly<{
  id: AlertId;
  child: string;
  rule: string;
  ruleVersion: number;
  title: string;
  severity: string;
  status: string;
  raisedAt: string;
  dueAt: string | null;
  owner: boolean;
  text: readonly string[];
  evidence: readonly string[];
  toldToo: readonly Readonly<{ name: string; role: string; reason: string }>[];
  outcome: string | null;
}>;

export type AlertsOptions = Readonly<{
  inbox: Inbox;
  store: Appender & StreamReader;
  directory: Directory;
  children: Pick<Children, 'refOf'>;
}>;

/** A person's answer to an alert. */
export type Answer =
  | Readonly<{ kind: 'acknowledge' }>
  | Readonly<{ kind: 'act'; action: string; note?: string }>
  | Readonly<{ kind: 'close'; outcome: string; note?: string }>;

/** The inbox of each person, and what they answer. What was not sent to them is not there. */
export class AlertsService {
  constructor(private readonly options: AlertsOptions) {}

  async mine(
    person: Person,
    page: { before?: string; limit: number },
  ): Promise<{ alerts: readonly AlertView[]; next: string | null }> {
    if (page.before !== undefined && !isUuid(page.before)) throw unknownAlert();
    const rows = await this.options.inbox.mine(person, { ...page, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    const alerts = await Promise.all(shown.map((row) => this.view(row, person)));
    return { alerts, next: rows.length > page.limit ? (shown.at(-1)?.alertId ?? null) : null };
  }

  async one(person: Person, id: string): Promise<AlertView> {
    const row = isUuid(id) ? await this.options.inbox.one(person, id) : undefined;
    if (!row) throw unknownAlert();
    return this.view(row, person);
  }

  /** The child an alert sent to that person is about. */
  async childOf(person: Person, id: string): Promise<ChildId> {
    const row = isUuid(id) ? await this.options.inbox.one(person, id) : undefined;
    if (!row) throw unknownAlert();
    return row.childId;
  }

  /** Answers the position that the answer reached. The same answer again changes nothing. */
  async answer(person: Person, id: string, answer: Answer): Promise<{ position: string }> {
    if (!isUuid(id)) throw unknownAlert();
    const alertId = id as AlertId;
    const command: AlertCommand = { ...answer, alertId, by: person };
    const { position } = await carryOut(
      { append: this.options.store, store: this.options.store },
      {
        alertId,
        childId: null,
        command,
        cause: causeOf(person, answer),
        source: personSource(person),
        also: async (tx) => {
          for (const event of await this.options.store.load(alertStream(alertId))) {
            if (isEvent(event, 'alerting.alert-raised')) await cancelTimer(timerId(alertId, 0), tx);
            else if (isEvent(event, 'alerting.alert-escalated'))
              await cancelTimer(timerId(alertId, event.data.step), tx);
          }
        },
      },
    );
    return { position: positionText(position) };
  }

  private async view(row: InboxRow, person: Person): Promise<AlertView> {
    const directory = await this.options.directory.current();
    const rule = ruleOf(row.rule);
    const told = await this.options.inbox.recipients(row.alertId);
    const authority = directory.authorityOf(person.agency);
    return {
      id: row.alertId,
      child: await this.options.children.refOf(person.agency, row.childId),
      rule: row.rule,
      ruleVersion: row.ruleVersion,
      title: rule?.title ?? row.rule,
      severity: row.severity,
      status: row.status,
      raisedAt: row.raisedAt,
      dueAt: row.dueAt,
      owner: row.owner,
      text: rule ? alertText({ ...row, rule, authority }) : [],
      evidence: row.evidence,
      toldToo: told
        .filter((one) => one.practitioner !== person.practitioner)
        .map((one) => ({
          name: directory.practitioner(one.practitioner)?.name ?? one.role,
          role: one.role,
          reason: one.reason,
        })),
      outcome: row.outcome,
    };
  }
}

const positionText = (at: FeedPosition): string => formatPosition(at);

/** Two different answers of one person are two events; the same one again is the same. */
const causeOf = (person: Person, answer: Answer): string =>
  [
    answer.kind,
    person.practitioner,
    person.role,
    'action' in answer ? answer.action : '',
    'note' in answer ? answer.note : '',
  ].join('/');
