import type { AuditView, ComparedEvent } from '@tributary/audit';
import { type AgencyId, type EventId, type Instant, Problem } from '@tributary/kernel';
import type { ConsoleOptions } from '../ports';

/** One replay, as a spec of the pages has it. */
export const REPLAY = '0190a000-0000-7000-8000-0000000000c1';
export const THEN = '2026-03-07T12:00:00.000Z' as Instant;
const now = '2026-03-20T09:00:00.000Z' as Instant;
const school = 'ash-lane' as AgencyId;
const marlow = { practitioner: 'p-marlow', role: 'social-worker', agency: 'wexbourne-council' };

const event = (id: string, title: string, more: Partial<ComparedEvent>): ComparedEvent => ({
  entry: {
    ...{ eventId: id as EventId, type: 'education.school-concern-raised', title, agency: school },
    ...{ occurred: { on: '2026-03-01' as never }, recordedAt: null, receivedAt: now, knownFrom: now },
    ...{ dataClass: 'education', currency: 'live', standing: 'current' },
  },
  then: { held: true, available: 'current', shown: [marlow] },
  now: { held: true, available: 'current', shown: [marlow] },
  difference: 'none',
  ...more,
});
const nobody = { held: true, available: null, shown: [] };
const kind = (state: 'known' | 'none-known') =>
  ({
    ...{ kind: 'protection-plan', state, confirmedAt: now, words: 'No child protection plan known to Tributary.' },
    accounts: state === 'known' ? [{ agency: 'wexbourne-council', since: '2026-03-10', until: null }] : [],
  }) as unknown as AuditView['comparison']['status'][number]['now'];

export const auditView: AuditView = {
  ...{ id: REPLAY, purpose: 'practice-review', askedAt: now, position: '1.20.300', digest: 'd'.repeat(64) },
  reference: { agency: 'ash-lane', child: 'f'.repeat(32) },
  versions: {
    ...{ catalogue: 'c0ffee', directory: '7', rules: { 'was-not-brought': '1' }, projections: { chronology: 2 } },
    code: { version: '0.1.0', build: 'b1d' },
  },
  comparison: {
    ...{ then: THEN, now },
    events: [
      event('e1', 'Pupil suspended', {}),
      event('e2', 'School concern raised', { then: nobody, difference: 'held-only' }),
      event('e3', 'Emergency attended', { then: { ...nobody, held: false }, difference: 'later' }),
      event('e4', 'Conference held', {
        now: { held: true, available: 'superseded', shown: [marlow] },
        difference: 'changed',
      }),
    ],
    status: [{ kind: 'protection-plan', then: kind('none-known'), now: kind('known'), differs: true }],
  },
  disclosures: [
    { ...(marlow as never as object), at: '2026-03-05T10:00:00.000Z', what: 'chronology', purpose: 'direct-work' },
    { ...(marlow as never as object), at: '2026-03-12T10:00:00.000Z', what: 'child', purpose: 'direct-work' },
  ].map((one) => ({ ...one, asKnownOn: null, shown: [], refused: false })) as unknown as AuditView['disclosures'],
  alerts: [
    {
      ...{ rule: 'was-not-brought', ruleVersion: 1, title: 'A child was not brought', evidence: [] },
      steps: [
        { at: '2026-03-06T10:00:00.000Z', what: 'raised', by: null, to: [marlow], detail: null },
        { at: '2026-03-09T10:00:00.000Z', what: 'acknowledged', by: marlow, to: [], detail: null },
      ],
    },
  ],
};

export const CANONICAL = '{"canonical":true}';

export class Audits {
  readonly asked: unknown[] = [];
  /** Exports of events. */
  readonly taken: unknown[] = [];
  /** Answered to the next question. */
  refuses: Problem | undefined;

  options(): Pick<ConsoleOptions, 'audit' | 'eventFiles'> {
    const known = (id: string): void => {
      if (id !== REPLAY) throw new Problem('replay-unknown', 404, 'No such replay', 'Ask anew.');
    };
    return {
      eventFiles: {
        send: async (viewer, order, reply) => {
          if (this.refuses) throw this.refuses;
          this.taken.push({ role: viewer.role, order });
          reply.setHeader('Content-Type', 'text/csv; charset=utf-8');
          reply.end('row\r\n');
        },
      },
      audit: {
        ask: async (_viewer, order) => {
          if (this.refuses) throw this.refuses;
          this.asked.push(order);
          return REPLAY;
        },
        view: async (_viewer, id) => (known(id), auditView),
        hindsight: async (_viewer, id) => {
          known(id);
          const finds = { rule: 'was-not-brought', ruleVersion: 1, title: 'A child was not brought', finds: 'found' };
          return { view: auditView, rules: [{ ...finds, evidence: ['e1' as EventId] }] };
        },
        canonical: async (_viewer, id) => {
          known(id);
          return { row: { id: REPLAY, digest: 'd'.repeat(64) }, json: CANONICAL, equal: true } as never;
        },
      },
    };
  }
}
