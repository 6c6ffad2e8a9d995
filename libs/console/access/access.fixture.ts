import type { ToldLink, ToldRequest, ToReview } from '@tributary/chronology';
import { type EventId, type Instant, Problem } from '@tributary/kernel';
import type { ConsoleOptions } from '../ports';
import { HeldBack } from '../releases/releases.fixture';

/** One opened record and one declared link, as a spec of the pages has them. */
export const OPENING = '0190a000-0000-7000-8000-0000000000d1' as EventId;
export const GROUND = '0190a000-0000-7000-8000-0000000000d3' as EventId;
export const REQUEST = '0190a000-0000-7000-8000-0000000000d4' as EventId;
export const SHARED = '0190a000-0000-7000-8000-0000000000d5' as EventId;
export const LINK = '0190a000-0000-7000-8000-0000000000d2' as EventId;
const at = '2026-03-09T15:00:00.000Z' as Instant;
const marlow = { practitioner: 'p-marlow', role: 'social-worker', agency: 'wexbourne-council' } as never as Pick<
  ToldLink,
  'practitioner' | 'role' | 'agency'
>;

export const opening: ToReview = {
  ...{ ...marlow, id: OPENING, kind: 'break-glass', child: 'abc123', reviewer: 'p-halloran' as never, at, until: at },
  reason: 'The mother rang, afraid; the worker is away.\nI am on my way there.',
  basis: 'To keep the child safe tonight',
  ...{ dueBy: '2026-03-10T23:59:59.999Z' as Instant, overdue: true, escalated: true },
};
export const ground: ToReview = {
  ...{ ...marlow, id: GROUND, kind: 'protection-ground', child: 'abc123', reviewer: 'p-halloran' as never, at },
  ...{ until: at, reason: 'Strategy discussion at noon with police and health', ground: 'strategy-discussion' },
  ...{ dueBy: '2026-03-10T23:59:59.999Z' as Instant, overdue: false, escalated: false },
};
export const link: ToldLink = { ...marlow, id: LINK, child: 'abc123', at };
export const request: ToldRequest = {
  ...{ ...marlow, id: REQUEST, child: 'abc123', supplier: 'ash-lane' as never, dataClass: 'education' },
  ...{ purpose: 'direct-work', at, dueBy: '2026-03-16T23:59:59.999Z' as Instant, state: 'waiting', answeredAt: null },
  ...{ overdue: true, until: null },
  said: [{ at, agency: marlow.agency, by: marlow.practitioner, what: 'waiting', words: 'I need to know of the plan' }],
};
export const GOOD = { reason: opening.reason, basis: opening.basis, hours: '2' };

/** Decisions about access, as the services that make them would answer. */
export class Grants {
  readonly broken: unknown[] = [];
  readonly stated: unknown[] = [];
  readonly declared: unknown[] = [];
  readonly verdicts: unknown[] = [];
  readonly ended: unknown[] = [];
  waiting: readonly ToReview[] = [];
  links: readonly ToldLink[] = [];
  readonly asked: unknown[] = [];
  readonly sealed: unknown[] = [];
  readonly answered: unknown[] = [];
  readonly replied: unknown[] = [];
  toAnswer: readonly ToldRequest[] = [];
  readonly held = new HeldBack();
  mine: readonly ToldRequest[] = [];
  /** Glass that is broken now. */
  standing: Awaited<ReturnType<ConsoleOptions['grants']['openings']['standing']>>;
  refuses: Problem | undefined;

  options(): Pick<ConsoleOptions, 'grants'> {
    const known = (ref: string): void => {
      if (this.refuses) throw this.refuses;
      if (ref !== 'abc123') throw new Problem('child-unknown', 404, 'No child with that reference', 'Check it');
    };
    const theirs = (id: string, all: readonly { id: string }[]): void => {
      if (!all.some((one) => one.id === id))
        throw new Problem('review-unknown', 404, 'Nothing of that id', 'Look again');
    };
    return {
      grants: {
        openings: {
          breakGlass: async (_viewer, ref, breaking) => {
            known(ref);
            this.broken.push(breaking);
            return {};
          },
          stateGround: async (_viewer, ref, stating) => {
            known(ref);
            this.stated.push(stating);
            return {};
          },
          standing: async () => this.standing,
        },
        reviews: {
          waiting: async () => this.waiting,
          tally: async () => ({ waiting: this.waiting.length, overdue: this.waiting.filter((o) => o.overdue).length }),
          one: async (_viewer, id) => {
            theirs(id, this.waiting);
            const shown = [{ agency: 'ash-lane', dataClass: 'education', rule: 'break-glass' }] as never;
            return {
              opening: this.waiting.find((one) => one.id === id) ?? opening,
              looks: [{ at, what: 'chronology', shown }],
            };
          },
          review: async (_viewer, id, verdict) => {
            theirs(id, this.waiting);
            this.verdicts.push(verdict);
            return {};
          },
          rates: async () => ({
            days: 30,
            agencies: [
              {
                agency: marlow.agency,
                kind: 'break-glass',
                count: 3,
                before: 1,
                people: 1,
                notJustified: 1,
                waiting: this.waiting.length,
              },
            ],
          }),
        },
        requests: {
          askable: async (_viewer, ref) => {
            known(ref);
            return [{ supplier: request.supplier, dataClass: request.dataClass }];
          },
          ask: async (_viewer, ref, asking) => {
            known(ref);
            this.asked.push(asking);
            return {};
          },
          mine: async () => this.mine,
          reply: async (_viewer, id, reply) => {
            theirs(id, this.mine);
            this.replied.push(reply);
            return {};
          },
        },
        addresses: {
          seal: async (_viewer, ref, sealing) => {
            known(ref);
            this.sealed.push(sealing);
            return {};
          },
          lift: async (_viewer, ref, lifting) => {
            known(ref);
            this.sealed.push(lifting);
            return {};
          },
        },
        answers: {
          waiting: async () => this.toAnswer,
          tally: async () => ({ waiting: this.toAnswer.length, overdue: this.toAnswer.length }),
          one: async (_viewer, id) => {
            theirs(id, this.toAnswer);
            const occurred = { on: '2026-03-01' as never };
            return {
              request: this.toAnswer[0] ?? request,
              shareable: [{ id: SHARED, title: 'Pupil suspended', occurred }],
            };
          },
          answer: async (_viewer, id, answer) => {
            theirs(id, this.toAnswer);
            this.answered.push(answer);
            return {};
          },
        },
        releases: this.held.releases(),
        links: {
          declare: async (_viewer, ref) => {
            known(ref);
            this.declared.push(ref);
            return {};
          },
          toldTo: async () => this.links,
          end: async (_viewer, id, ending) => {
            theirs(id, this.links);
            this.ended.push(ending);
            return {};
          },
        },
      },
    };
  }
}
