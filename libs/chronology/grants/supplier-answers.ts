import type { ContentRequest } from '@tributary/access';
import type { DataOf } from '@tributary/catalogue';
import { type EventId, formatPosition, type Occurred, plusMillis, Problem } from '@tributary/kernel';
import { linesOf } from '../domain/chronology';
import type { Statement } from '../domain/statement';
import { titleOf } from '../domain/title';
import type { Viewer } from '../ports';
import { ownStatements } from './answerers';
import { by } from './decisions';
import { requestOf, requestUnknown, type RequestsOptions, type ToldRequest, toldRequest } from './requests';

const DAY_MS = 86_400_000;

export type SupplierAnswer = Readonly<
  | { outcome: 'shared'; events: readonly EventId[]; days: number; words: string }
  | { outcome: 'refused' | 'asked-back'; words: string }
>;

/** Something of the supplier's that it may share. */
export type Shareable = Readonly<{ id: EventId; title: string; occurred: Occurred }>;

/** What the people of a supplying agency answer who read it there themselves (design/access.md 1c). */
export class SupplierAnswers {
  constructor(private readonly options: RequestsOptions) {}

  /** Questions that wait for the viewer, the soonest due first. */
  async waiting(viewer: Viewer): Promise<readonly ToldRequest[]> {
    const found = await this.theirs(viewer);
    return Promise.all(found.map((one) => toldRequest(this.options, viewer, one)));
  }

  async tally(viewer: Viewer): Promise<Readonly<{ waiting: number; overdue: number }>> {
    const found = await this.theirs(viewer);
    const now = this.options.decisions.now();
    return { waiting: found.length, overdue: found.filter(({ dueBy }) => dueBy < now).length };
  }

  /** One of them, with what of their own agency it is about. Problems: request-unknown. */
  async one(viewer: Viewer, id: string): Promise<Readonly<{ request: ToldRequest; shareable: readonly Shareable[] }>> {
    const asked = requestOf(await this.theirs(viewer), id);
    const current = await this.own(viewer, asked);
    await this.options.decisions.write('request-answer', viewer, asked.child);
    return {
      request: await toldRequest(this.options, viewer, asked),
      shareable: current.map(({ eventId, type, occurred }) => ({ id: eventId, title: titleOf(type), occurred })),
    };
  }

  /**
   * Shares named events for some days, refuses with a ground, or asks back. Problems: request-unknown, share-wrong (an
   * event that is not theirs to share here).
   */
  async answer(viewer: Viewer, id: string, answer: SupplierAnswer): Promise<object> {
    const { decisions, requests, post } = this.options;
    const asked = requestOf(await this.theirs(viewer), id);
    if (answer.outcome === 'shared') await this.checkTheirs(viewer, asked, answer.events);
    const { child } = asked;
    const at = decisions.now();
    const data: DataOf<'governance.request-answered'> = {
      ...{ request: asked.id, ...by(viewer), outcome: answer.outcome, words: answer.words },
      ...(answer.outcome === 'shared'
        ? { events: [...answer.events], until: plusMillis(at, answer.days * DAY_MS) }
        : {}),
    };
    const event = decisions.event({ viewer, child, type: 'governance.request-answered', data });
    const { position } = await decisions.append(child, event, async (tx) => {
      const moved = await requests.moved(tx, asked.id, { from: 'waiting', to: answer.outcome, at });
      if (!moved) throw requestUnknown();
      await post?.withdraw(asked.id, tx);
      await post?.post({ about: event.id, step: 'opened', to: asked.practitioner, from: at }, tx);
    });
    await decisions.write(answer.outcome === 'refused' ? 'not-shared' : 'request-answer', viewer, child);
    return { id, state: answer.outcome, position: formatPosition(position) };
  }

  private async checkTheirs(viewer: Viewer, asked: ContentRequest, events: readonly EventId[]): Promise<void> {
    const own = new Set((await this.own(viewer, asked)).map(({ eventId }) => eventId));
    if (!events.every((id) => own.has(id))) throw shareWrong();
  }

  private async own(viewer: Viewer, asked: ContentRequest): Promise<readonly Statement[]> {
    const said = await ownStatements(this.options, viewer, asked.child, asked);
    return linesOf(said).map(({ statement }) => statement);
  }

  private async theirs(viewer: Viewer): Promise<readonly ContentRequest[]> {
    const waiting = await this.options.requests.waitingFor(viewer.agency);
    const own = await Promise.all(waiting.map((one) => ownStatements(this.options, viewer, one.child, one)));
    return waiting.filter((one, i) => one.practitioner !== viewer.practitioner && (own[i] ?? []).length > 0);
  }
}

const shareWrong = (): Problem =>
  new Problem(
    'share-wrong',
    422,
    'One of these is not yours to share here',
    'Name events that the request’s page lists, and no others',
  );
