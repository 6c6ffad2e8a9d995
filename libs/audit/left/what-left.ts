import { type FileTaken, RESTRICTED, withoutLocation } from '@tributary/access';
import type { ToldOf } from '@tributary/alerting';
import { actedBy, type Decisions, type Viewer } from '@tributary/chronology';
import { ROLES } from '@tributary/directory';
import { isEvent, recordsOf } from '@tributary/catalogue';
import {
  type ChildId,
  type Envelope,
  type EventId,
  formatPosition,
  type Instant,
  type NewEvent,
  Problem,
  type RecordId,
  recordStream,
  type StreamId,
} from '@tributary/kernel';
import type { Answering, Recalling } from './bodies';
import { type LeftItem, leftOf, type Letter, recallsIn, type Source, type SystemNotice } from './left-item';

export type WhatLeftOptions = Readonly<{
  decisions: Decisions;
  /** Files about a child, by the ledger. */
  files(child: ChildId): Promise<readonly FileTaken[]>;
  told(child: ChildId): Promise<readonly ToldOf[]>;
  letters(alerts: readonly string[]): Promise<readonly Letter[]>;
  /** Notices about these alerts that agencies' systems took. */
  systems(alerts: readonly string[]): Promise<readonly SystemNotice[]>;
  /** Every event in every record that is or was the child's and can still be opened. */
  history(child: ChildId): Promise<readonly Envelope[]>;
}>;

export type LeftAnswer = Readonly<{ child: string; items: readonly LeftItem[] }>;
type Asked = Readonly<{ ref: string; event?: string }>;

/**
 * What has left about a child (design/access.md 15), so that an erasure or a wrong link can be followed up: files that
 * were taken out, whom alerts and notices told, mail. Who asks, and each recall, stands in the ledger.
 */
export class WhatLeft {
  constructor(private readonly options: WhatLeftOptions) {}

  /** `ref` is the viewer's agency's own. Problems: role-wrong, child-unknown. */
  async list(viewer: Viewer, { ref, event }: Asked): Promise<LeftAnswer> {
    const child = await this.childFor(viewer, ref);
    const items = await this.itemsOf(viewer, child, event as EventId | undefined);
    await this.options.decisions.write('what-left', viewer, child);
    return withoutLocation({ child: ref, items }, await this.options.decisions.hiddenFrom(viewer, child));
  }

  /** Problems: role-wrong, child-unknown, left-unknown, recall-open. */
  async recall(viewer: Viewer, ref: string, item: string, { reason, words }: Recalling): Promise<object> {
    const { child, found } = await this.find(viewer, ref, item);
    if (found.recall && !found.recall.answer) throw recallOpen();
    const data = { ...actedBy(viewer), item, reason, words };
    const event = this.options.decisions.event({ viewer, child, type: 'governance.recall-asked', data });
    return this.write(viewer, child, event);
  }

  /** What whoever has it said. Problems: role-wrong, child-unknown, left-unknown, recall-unknown. */
  async answer(viewer: Viewer, ref: string, item: string, { outcome, words }: Answering): Promise<object> {
    const { child, found } = await this.find(viewer, ref, item);
    if (!found.recall || found.recall.answer) throw recallUnknown();
    const data = { ...actedBy(viewer), recall: found.recall.id, outcome, words };
    const event = this.options.decisions.event({ viewer, child, type: 'governance.recall-answered', data });
    return this.write(viewer, child, event);
  }

  private async write(viewer: Viewer, child: ChildId, event: NewEvent): Promise<object> {
    const { decisions } = this.options;
    const { position } = await decisions.append(child, event);
    await decisions.write('recall', viewer, child);
    return { id: event.id, position: formatPosition(position) };
  }

  private async find(
    viewer: Viewer,
    ref: string,
    item: string,
  ): Promise<Readonly<{ child: ChildId; found: LeftItem }>> {
    const child = await this.childFor(viewer, ref);
    const found = (await this.itemsOf(viewer, child)).find(({ id }) => id === item);
    if (!found) throw leftUnknown();
    return { child, found };
  }

  private async itemsOf(viewer: Viewer, child: ChildId, event?: EventId): Promise<readonly LeftItem[]> {
    const { files, told, letters, systems, history, decisions } = this.options;
    const [taken, tellings, past, own] = await Promise.all([
      files(child),
      told(child),
      history(child),
      decisions.options.decisionsOn(child),
    ]);
    const alerts = [...new Set(tellings.map(({ alert }) => alert))];
    const [sent, noticed] = await Promise.all([letters(alerts), systems(alerts)]);
    const gone = goneFrom(own);
    const sources = new Map(past.flatMap((one) => sourceOf(one, gone)));
    const leaving = { files: taken, told: tellings, letters: sent, systems: noticed, sources, recalls: recallsIn(own) };
    return leftOf(leaving, { agency: viewer.agency, isAuditor: viewer.role === ROLES.auditor }, event);
  }

  private async childFor(viewer: Viewer, ref: string): Promise<ChildId> {
    if (viewer.role !== ROLES.auditor && viewer.role !== ROLES.dataOfficer) throw roleWrong();
    const { decisions } = this.options;
    const child = await decisions.childFor(viewer, ref);
    const { ownFamily } = await decisions.granted(child);
    if (!ownFamily.has(viewer.practitioner)) return child;
    return decisions.refuse('what-left', viewer, child, { rule: 'own-family', reason: 'You are linked to the family' });
  }
}

/** Records that are not the child's any more, with when that was found; a child left without any is known by another name. */
function goneFrom(own: readonly Envelope[]): ReadonlyMap<StreamId, Instant> {
  const left = new Set<string>(recordsOf(own));
  if (left.size === 0) return new Map();
  return new Map(
    own.flatMap((event) =>
      isEvent(event, 'identity.record-unlinked') && !left.has(event.data.recordId)
        ? [[recordStream(event.data.recordId as RecordId), event.knownFrom] as const]
        : [],
    ),
  );
}

function sourceOf(
  { id, source, dataClass, knownFrom, release, streamId }: Envelope,
  gone: ReadonlyMap<StreamId, Instant>,
): readonly (readonly [EventId, Source])[] {
  if (!('agency' in source)) return [];
  const open = release.state === 'open' && !RESTRICTED.has(dataClass);
  const wrongSince = gone.get(streamId);
  return [[id, { agency: source.agency, dataClass, knownFrom, open, ...(wrongSince ? { wrongSince } : {}) }]];
}

const roleWrong = (): Problem =>
  new Problem(
    'role-wrong',
    403,
    'Only a data officer or an auditor sees what has left',
    'Act in that role, if you hold it.',
  );

const leftUnknown = (): Problem =>
  new Problem('left-unknown', 404, 'Nothing of that number left about this child', 'Take a number from the list.');

const recallOpen = (): Problem =>
  new Problem('recall-open', 409, 'It was asked back already', 'Write down what whoever has it says.');

const recallUnknown = (): Problem =>
  new Problem('recall-unknown', 409, 'Nothing is open there', 'Ask for it back first; an answer stands once.');
