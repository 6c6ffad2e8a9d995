import type { Envelope, Recorded } from '@tributary/kernel';
import { type EventDefinition, currentFacts, recordsOf, upcast } from '.';
import { definitionOf } from './catalogue';
import { upcastBy } from './upcast';

const event = (given: Partial<Record<keyof Envelope, unknown>>): Envelope =>
  ({
    streamId: 'record-1',
    source: { agency: 'a', feed: 'f', record: 'item' },
    schemaVersion: 1,
    ...given,
  }) as Envelope;
const said = (
  position: number,
  given: { type?: string; record?: string; revision?: string; streamId?: string },
): Recorded => ({
  at: { generation: 0, tx: position, position },
  event: event({
    type: given.type ?? 'education.attendance-recorded',
    streamId: given.streamId ?? 'record-1',
    source: {
      agency: 'a',
      feed: 'f',
      record: given.record ?? 'item',
      ...(given.revision && { revision: given.revision }),
    },
  }),
});
const places = (recorded: readonly Recorded[]) => currentFacts(recorded).map(({ at }) => at.position);

describe('records of a child', () => {
  const registered = { type: 'identity.child-registered', data: { recordId: 'a' } };
  const linked = { type: 'identity.record-linked', data: { recordId: 'b', childId: 'c', previous: null } };
  const unlinked = { type: 'identity.record-unlinked', data: { recordId: 'b', childId: 'c' } };

  it('are those registered and linked, less those unlinked', () => {
    expect(recordsOf([registered, linked])).toEqual(['a', 'b']);
    expect(recordsOf([registered, linked, unlinked])).toEqual(['a']);
    expect(recordsOf([registered, linked, unlinked, linked])).toEqual(['a', 'b']);
  });
  it('pass other events over', () => {
    expect(
      recordsOf([
        registered,
        { type: 'governance.key-shredded', data: { recordId: 'z' } },
        { type: 'x.y', data: null },
      ]),
    ).toEqual(['a']);
  });
});

describe('current facts', () => {
  it('are the latest statement of each item', () => {
    expect(places([said(1, {}), said(2, { record: 'other' }), said(3, {})])).toEqual([2, 3]);
  });
  it('follow the source’s revision before arrival', () => {
    expect(places([said(1, { revision: '2026-01-02' }), said(2, { revision: '2026-01-01' })])).toEqual([1]);
  });
  it('follow arrival between equal revisions, and where one has none', () => {
    expect(places([said(1, { revision: '5' }), said(2, { revision: '5' })])).toEqual([2]);
    expect(places([said(1, { revision: '5' }), said(2, {})])).toEqual([2]);
  });
  it('leave a retracted item out until it is stated again', () => {
    const retracted = said(2, { type: 'record.fact-retracted' });
    expect(places([said(1, {}), retracted])).toEqual([]);
    expect(places([said(1, {}), retracted, said(3, {})])).toEqual([3]);
  });
  it('keep an item of two records apart', () => {
    expect(places([said(1, {}), said(2, { streamId: 'record-2', type: 'record.fact-retracted' })])).toEqual([1]);
  });
  it('keep decisions, which have no item', () => {
    const decision: Recorded = {
      at: { generation: 0, tx: 9, position: 9 },
      event: event({ source: { system: 'hub' } }),
    };
    expect(places([decision, said(1, {})])).toEqual([1, 9]);
  });
  it('do not depend on the order they are given in', () => {
    const all = [said(1, {}), said(2, { type: 'record.fact-retracted' }), said(3, {}), said(4, { record: 'other' })];
    expect(places([...all].reverse())).toEqual(places(all));
  });
});

describe('upcasting', () => {
  it('leaves the newest version and unknown types as they are', () => {
    const current = event({ type: 'education.pupil-suspended', data: { startDate: '2026-01-12' } });
    expect(upcast(current)).toBe(current);
    const foreign = event({ type: 'x.y', schemaVersion: 9 });
    expect(upcast(foreign)).toBe(foreign);
  });
  it('stops at a newer version', () => {
    const newer = event({ type: 'education.pupil-suspended', schemaVersion: 2, data: {} });
    expect.assertions(1);
    try {
      upcast(newer);
    } catch (error) {
      expect(error).toMatchObject({ code: 'event-too-new' });
    }
  });
  it('takes data through every version in between', () => {
    const base = definitionOf('education.pupil-suspended') as EventDefinition;
    const third: EventDefinition = {
      ...base,
      version: 3,
      upcasts: [
        (data) => ({ ...data, trail: ['1→2'] }),
        (data) => ({ ...data, trail: [...(data['trail'] as string[]), '2→3'] }),
      ],
    };
    expect(upcastBy(third, event({ type: third.type, data: {} }))).toMatchObject({
      schemaVersion: 3,
      data: { trail: ['1→2', '2→3'] },
    });
    expect(upcastBy(third, event({ type: third.type, schemaVersion: 2, data: { trail: [] } }))).toMatchObject({
      data: { trail: ['2→3'] },
    });
  });
});
