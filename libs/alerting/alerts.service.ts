import { cancelTimer } from '@tributary/event-store';
import type { Appender, StreamReader } from '@tributary/event-store';
import { isEvent } from '@tributary/catalogue';
import type { Children } from '@tributary/identity';
import type { Directory } from '@tributary/directory';
import {
  type AgencyId,
  type AlertId,
  type ChildId,
  formatPosition,
  isUuid,
  type PractitionerId,
  type RoleCode,
} from '@tributary/kernel';
import { personSource, timerId } from './alert-events';
import { carryOut } from './alert-log';
import type { Answer } from './domain/answers';
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
  /** Whose alert it is now; false for those who were told for information, or before. */
  owner: boolean;
  /** Whether this reader may acknowledge, act on and close it. */
  mayAnswer: boolean;
  statusUnknown: boolean;
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
        also: async (tx, past) => {
          const steps = past.flatMap((event) => (isEvent(event, 'alerting.alert-escalated') ? [event.data.step] : []));
          for (const step of new Set([0, ...steps])) await cancelTimer(timerId(alertId, step), tx);
        },
      },
    );
    return { position: formatPosition(position) };
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
      mayAnswer: row.mayAnswer,
      statusUnknown: row.statusUnknown,
      text: rule ? alertText({ ...row, rule, authority }) : [],
      evidence: row.evidence,
      toldToo: told
        .filter((one) => !isPerson(one, person))
        .map((one) => ({
          name: directory.practitioner(one.practitioner)?.name ?? one.role,
          role: one.role,
          reason: one.reason,
        })),
      outcome: row.outcome,
    };
  }
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
    'note' in answer ? answer.note : '',
  ].join('/');
