import {
  answerDueBy,
  type ContentRequest,
  type ContentRequests,
  type RequestState,
  withoutLocation,
} from '@tributary/access';
import { isEvent } from '@tributary/catalogue';
import { type ChildId, type EventId, formatPosition, type Instant, Problem } from '@tributary/kernel';
import { standing } from '../domain/granted';
import type { Statement } from '../domain/statement';
import type { Viewer } from '../ports';
import type { ChildReader } from '../reader';
import { answerersOf, type Askable } from './answerers';
import { by, type Decisions } from './decisions';
import type { Post } from './review-mail';

export type Asking = Askable & Readonly<{ reason: string; purpose: string }>;

/** What was said in turn about a request. */
export type Said = Readonly<{ at: Instant; agency: string; by: string; what: RequestState; words: string }>;
/** A request as either side finds it; the child by the reader's own agency's reference. */
export type ToldRequest = Omit<ContentRequest, 'child'> &
  Readonly<{ child: string; overdue: boolean; said: readonly Said[]; until: Instant | null }>;

export type RequestsOptions = Readonly<{
  decisions: Decisions;
  requests: ContentRequests;
  reader: Pick<ChildReader, 'statements'>;
  post: Post | undefined;
}>;

/** Asking a supplier for what one may know to exist and not see (design/access.md 1c). */
export class Requests {
  constructor(private readonly options: RequestsOptions) {}

  /** What the viewer may know to exist and not see, by supplier and class. Problems: child-unknown. */
  async askable(viewer: Viewer, ref: string, purpose: string): Promise<readonly Askable[]> {
    const { decisions } = this.options;
    return this.askableOf(viewer, await decisions.childFor(viewer, ref), purpose);
  }

  /**
   * Lays a question before those in the supplying agency who read such things of the child themselves.
   * Problems: child-unknown, kind-not-askable (nothing of that kind that the viewer may know of), answerer-missing.
   */
  async ask(viewer: Viewer, ref: string, { supplier, dataClass, reason, purpose }: Asking): Promise<object> {
    const { decisions, requests, post } = this.options;
    const child = await decisions.childFor(viewer, ref);
    const known = await this.askableOf(viewer, child, purpose);
    if (!known.some((one) => one.supplier === supplier && one.dataClass === dataClass)) throw kindNotAskable();
    const answerers = await answerersOf(this.options, child, { supplier, dataClass });
    if (answerers.length === 0) throw answererMissing();
    const at = decisions.now();
    const ground = standing(await decisions.granted(child), 'protection-ground', viewer, at);
    const dueBy = answerDueBy(at, ground !== undefined);
    const data = { ...by(viewer), supplier, dataClass, purpose, reason, dueBy };
    const event = decisions.event({ viewer, child, type: 'governance.content-requested', data });
    const { position } = await decisions.append(child, event, async (tx) => {
      await requests.asked(tx, { ...viewer, id: event.id, child, supplier, dataClass, purpose, at, dueBy });
      for (const to of answerers) {
        await post?.post({ about: event.id, step: 'opened', to, from: at }, tx);
        await post?.post({ about: event.id, step: 'overdue', to, from: dueBy }, tx);
      }
    });
    await decisions.write('request', viewer, child);
    return { id: event.id, dueBy, position: formatPosition(position) };
  }

  /** What the viewer asked in this role, newest first, each with what was said to it. */
  async mine(viewer: Viewer): Promise<readonly ToldRequest[]> {
    const asked = await this.options.requests.of(viewer);
    return Promise.all(asked.map((one) => toldRequest(this.options, viewer, one)));
  }

  /** Answers what the supplier asked back; it waits there again. Problems: request-unknown. */
  async reply(viewer: Viewer, id: string, { words }: Readonly<{ words: string }>): Promise<object> {
    const { decisions, requests } = this.options;
    const mine = await requests.of(viewer);
    const one = mine.find((asked) => asked.id === id && asked.state === 'asked-back');
    if (!one) throw requestUnknown();
    const { child } = one;
    const data = { request: one.id, ...by(viewer), words };
    const event = decisions.event({ viewer, child, type: 'governance.request-replied', data });
    const { position } = await decisions.append(child, event, async (tx) => {
      const moved = await requests.moved(tx, one.id, { from: 'asked-back', to: 'waiting', at: null });
      if (!moved) throw requestUnknown();
    });
    await decisions.write('request', viewer, child);
    return { id, state: 'waiting', position: formatPosition(position) };
  }

  private async askableOf(viewer: Viewer, child: ChildId, purpose: string): Promise<readonly Askable[]> {
    const { decisions, reader } = this.options;
    const { judge, hidden, refusal } = await decisions.options.doors.accessOf({ viewer, child, purpose });
    if (refusal) return decisions.refuse('request', viewer, child, refusal);
    const seen = (await reader.statements(child)).filter(({ agency }) => agency !== viewer.agency);
    // Of a place that is sealed nobody is told by being able to ask it.
    const known = seen.filter(({ agency }) => !hidden?.words.has(agency));
    const shut = known.filter((statement) => ['existence', 'status'].includes(judge(statement).level));
    const kinds = new Map(shut.map((one) => [`${one.agency} ${one.dataClass}`, askableIn(one)]));
    return [...kinds.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  }
}

const askableIn = ({ agency, dataClass }: Statement): Askable => ({ supplier: agency, dataClass });

/** With all that was said to it, from the child's own stream. */
export async function toldRequest(
  { decisions }: Pick<RequestsOptions, 'decisions'>,
  viewer: Viewer,
  { child, ...one }: ContentRequest,
): Promise<ToldRequest> {
  const { options } = decisions;
  const [events, ref] = await Promise.all([options.decisionsOn(child), options.refOf(viewer.agency, child)]);
  const said = events.flatMap((event): Said[] => {
    const at = event.knownFrom;
    if (isEvent(event, 'governance.content-requested') && event.id === one.id)
      return [{ at, agency: event.data.agency, by: event.data.by, what: 'waiting', words: event.data.reason }];
    if (isEvent(event, 'governance.request-answered') && event.data.request === one.id)
      return [{ at, agency: event.data.agency, by: event.data.by, what: event.data.outcome, words: event.data.words }];
    if (isEvent(event, 'governance.request-replied') && event.data.request === one.id)
      return [{ at, agency: event.data.agency, by: event.data.by, what: 'waiting', words: event.data.words }];
    return [];
  });
  const share = (await decisions.granted(child)).shares.findLast(({ request }) => request === one.id);
  const told = {
    ...{ ...one, child: ref, said, until: share?.until ?? null },
    overdue: one.state === 'waiting' && one.dueBy < decisions.now(),
  };
  return withoutLocation(told, await decisions.hiddenFrom(viewer, child));
}

export const requestUnknown = (): Problem =>
  new Problem(
    'request-unknown',
    404,
    'No request of that id waits for you',
    'It may have been answered. GET /v1/requests lists what waits and what you asked',
  );

const kindNotAskable = (): Problem =>
  new Problem(
    'kind-not-askable',
    422,
    'There is nothing of that kind that you may ask for',
    'Ask for what the child’s page says is not shown to you, by supplier and class',
  );

const answererMissing = (): Problem =>
  new Problem(
    'answerer-missing',
    409,
    'Nobody there could answer',
    'The directory names nobody in that agency who reads such things. Ring it',
  );

/** One that the viewer's side may still answer; `id` is a request's. */
export const requestOf = (found: readonly ContentRequest[], id: string): ContentRequest & { id: EventId } => {
  const one = found.find((request) => request.id === id);
  if (!one) throw requestUnknown();
  return one;
};
