import type { FileTaken } from '@tributary/access';
import type { ToldOf } from '@tributary/alerting';
import type { Decisions, Viewer } from '@tributary/chronology';
import type { AgencyId, ChildId, Envelope, EventId, Instant } from '@tributary/kernel';
import { WhatLeft } from './what-left';

const COUNCIL = 'wexbourne-council';
const CHILD = 'child-1' as ChildId;
const on = (day: number): Instant => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z` as Instant;
const officer = { practitioner: 'p-tamsin', role: 'data-officer', agency: COUNCIL } as Viewer;
const auditor = { practitioner: 'p-quill', role: 'auditor', agency: 'tributary-operator' } as Viewer;
const event = (id: string, agency: string, more: object = {}): Envelope =>
  ({
    ...{ id, dataClass: 'education', knownFrom: on(1), source: { agency }, release: { state: 'open' } },
    ...more,
  }) as unknown as Envelope;
const file = (id: string, day: number, agency: string, ...of: readonly [string, string][]): FileTaken => ({
  ...{ at: on(day), role: 'social-worker' as FileTaken['role'], agency: agency as AgencyId, purpose: 'direct-work' },
  taken: { id, format: 'pdf', lines: 3 },
  shown: of.map(([by, dataClass]) => ({ agency: by as AgencyId, dataClass, rule: 'cohort', version: 'a/1' })),
});
const told = (alert: string, evidence: readonly string[], agency: string): ToldOf =>
  ({
    ...{ alert, kind: 'alert', rule: 'was-not-brought', ruleVersion: 1, evidence, at: on(5) },
    to: { practitioner: 'p-marlow', role: 'social-worker', agency },
  }) as unknown as ToldOf;

/** What there is; events that are written come to stand on the child's stream. */
class Given {
  files: FileTaken[] = [];
  told: ToldOf[] = [];
  history: Envelope[] = [event('e-school', 'ash-lane'), event('e-council', COUNCIL, { dataClass: 'child-protection' })];
  letters: { messageId: string; alertId: string; practitioner: string; at: Instant }[] = [];
  systems: { id: string; agency: AgencyId; alertId: string; at: Instant }[] = [];
  ownFamily = new Set<string>();
  readonly stream: Envelope[] = [];
  readonly ledger: string[] = [];

  desk(): WhatLeft {
    const decisions = {
      options: { decisionsOn: async () => this.stream },
      childFor: async () => CHILD,
      granted: async () => ({ ownFamily: this.ownFamily }),
      hiddenFrom: async () => undefined,
      write: async (what: string, by: Viewer) => void this.ledger.push(`${what} ${by.role}`),
      refuse: async () => Promise.reject(new Error('refused')),
      event: ({ type, data }: { type: string; data: object }) => ({ id: `ev-${this.stream.length}`, type, data }),
      append: async (_child: ChildId, one: Envelope) => {
        this.stream.push({ ...one, knownFrom: on(9) });
        return { position: { generation: 1, tx: 2, position: 3 } };
      },
    };
    return new WhatLeft({
      decisions: decisions as unknown as Decisions,
      files: async () => this.files,
      told: async () => this.told,
      letters: async () => this.letters,
      systems: async () => this.systems,
      history: async () => this.history,
    });
  }

  async list(viewer: Viewer, about?: string): Promise<readonly string[]> {
    const asked = { ref: 'C-1', ...(about === undefined ? {} : { event: about as EventId }) };
    return (await this.desk().list(viewer, asked)).items.map(({ kind, to, basis }) =>
      [kind, to.agency, ...basis].join(' '),
    );
  }
}

describe('what has left about a child', () => {
  let given: Given;
  beforeEach(() => (given = new Given()));

  it('is files, whom alerts told and mail, in their order, to roles and agencies and never to names', async () => {
    given.files = [file('f-1', 7, COUNCIL, ['ash-lane', 'education'])];
    given.told = [told('a-1', ['e-school'], COUNCIL)];
    given.letters = [{ messageId: '<m>', alertId: 'a-1', practitioner: 'p-marlow', at: on(6) }];
    const { items } = await given.desk().list(auditor, { ref: 'C-1' });
    expect(items.map(({ kind, at, to, basis }) => [kind, at, to, basis])).toEqual([
      ['alert', on(5), { role: 'social-worker', agency: COUNCIL }, ['was-not-brought (1)']],
      ['mail', on(6), { role: 'social-worker', agency: COUNCIL }, ['was-not-brought (1)']],
      ['file', on(7), { role: 'social-worker', agency: COUNCIL }, ['cohort (a/1)']],
    ]);
    expect(JSON.stringify(items)).not.toContain('p-marlow');
    expect(new Set(items.map(({ id }) => id)).size).toBe(3);
    expect(given.ledger).toEqual(['what-left auditor']);
  });

  it('shows a data officer what their agency supplied, took or was told, and an auditor all', async () => {
    given.files = [
      file('f-own', 2, 'ash-lane', [COUNCIL, 'child-protection']),
      file('f-taken', 3, COUNCIL, ['ash-lane', 'education']),
      file('f-others', 4, 'harbour', ['ash-lane', 'education']),
    ];
    given.told = [told('a-1', ['e-council'], 'harbour'), told('a-2', ['e-school'], 'harbour')];
    expect(await given.list(officer)).toEqual([
      'file ash-lane cohort (a/1)',
      `file ${COUNCIL} cohort (a/1)`,
      'alert harbour was-not-brought (1)',
    ]);
    expect(await given.list(auditor)).toHaveLength(5);
  });

  it.each([
    ['restricted', { dataClass: 'sexual-health' }],
    ['held back', { release: { state: 'held', audience: [] } }],
  ])('says nothing of an alert that rests on what is %s, but to its supplier', async (_, more) => {
    given.history = [event('e-shut', 'ash-lane', more), event('e-council', COUNCIL)];
    given.told = [told('a-1', ['e-shut', 'e-council'], COUNCIL)];
    expect(await given.list(auditor)).toEqual([]);
    expect(await given.list(officer)).toEqual([]);
    expect(await given.list({ ...officer, agency: 'ash-lane' } as Viewer)).toHaveLength(1);
  });

  it('for an event is what can have carried it: after it was known, of its agency and class, or resting on it', async () => {
    given.files = [
      file('f-before', 1, COUNCIL, ['ash-lane', 'education']),
      file('f-after', 3, COUNCIL, ['ash-lane', 'education']),
      file('f-class', 4, COUNCIL, ['ash-lane', 'attendance']),
    ];
    given.history = [event('e-school', 'ash-lane', { knownFrom: on(2) })];
    given.told = [told('a-1', ['e-school'], COUNCIL), told('a-2', ['e-other'], COUNCIL)];
    expect(await given.list(auditor, 'e-school')).toEqual([
      `file ${COUNCIL} cohort (a/1)`,
      `alert ${COUNCIL} was-not-brought (1)`,
    ]);
    // Another agency's event: whether a file carried it is not theirs to ask.
    expect(await given.list(officer, 'e-school')).toEqual([`alert ${COUNCIL} was-not-brought (1)`]);
  });

  it('names each system that was told that there is an alert', async () => {
    given.told = [told('a-1', ['e-school'], COUNCIL)];
    given.systems = [{ id: 'n-1', agency: COUNCIL as AgencyId, alertId: 'a-1', at: on(6) }];
    const { items } = await given.desk().list(auditor, { ref: 'C-1' });
    expect(items.map(({ kind, to }) => [kind, to.role])).toEqual([
      ['alert', 'social-worker'],
      ['system', 'system'],
    ]);
  });

  it('marks what can have carried a record that was found to be another child’s, while it was taken for this one’s', async () => {
    const link = (type: string, recordId: string, day: number): void => {
      given.stream.push({
        ...event(`l-${day}`, 'tributary', { knownFrom: on(day) }),
        type,
        data: { recordId },
      });
    };
    link('identity.child-registered', 'council', 1);
    link('identity.record-linked', 'school', 2);
    given.history = [
      event('e-school', 'ash-lane', { knownFrom: on(2), streamId: 'record-school' }),
      event('e-council', COUNCIL, { streamId: 'record-council' }),
    ];
    given.told = [told('a-1', ['e-school'], COUNCIL), told('a-2', ['e-council'], COUNCIL)];
    given.letters = [{ messageId: '<m>', alertId: 'a-1', practitioner: 'p-marlow', at: on(6) }];
    given.files = [3, 9].map((day) => file(`f-${day}`, day, COUNCIL, ['ash-lane', 'education']));
    const marked = async () =>
      (await given.desk().list(auditor, { ref: 'C-1' })).items.map(({ kind, wrongChild }) => [kind, wrongChild]);
    expect((await marked()).every(([, wrong]) => wrong === false)).toBe(true);
    link('identity.record-unlinked', 'school', 8);
    expect(await marked()).toEqual([
      ['file', true],
      ['alert', true],
      ['alert', false],
      ['mail', true],
      ['file', false],
    ]);
  });

  it('can be asked back once, answered once, and asked back again', async () => {
    given.files = [file('f-1', 2, COUNCIL, ['ash-lane', 'education'])];
    const desk = given.desk();
    const state = async () => (await desk.list(officer, { ref: 'C-1' })).items[0]?.recall;
    await expect(desk.answer(officer, 'C-1', 'f-1', { outcome: 'lost', words: 'nobody knows' })).rejects.toMatchObject({
      code: 'recall-unknown',
    });
    await desk.recall(officer, 'C-1', 'f-1', { reason: 'wrong-child', words: 'please destroy it' });
    expect(await state()).toMatchObject({ reason: 'wrong-child', answer: null });
    await expect(desk.recall(officer, 'C-1', 'f-1', { reason: 'erased', words: 'once more' })).rejects.toMatchObject({
      code: 'recall-open',
    });
    await desk.answer(officer, 'C-1', 'f-1', { outcome: 'destroyed', words: 'shredded on Friday' });
    expect(await state()).toMatchObject({ answer: { outcome: 'destroyed', words: 'shredded on Friday' } });
    await desk.recall(officer, 'C-1', 'f-1', { reason: 'erased', words: 'another copy turned up' });
    expect(await state()).toMatchObject({ reason: 'erased', answer: null });
    expect(given.ledger.filter((line) => line === 'recall data-officer')).toHaveLength(3);
  });

  it('knows nothing of what is not in the asker’s own list', async () => {
    given.files = [file('f-others', 4, 'harbour', ['ash-lane', 'education'])];
    const recalling = { reason: 'erased', words: 'please destroy it' } as const;
    for (const item of ['f-others', 'nothing']) {
      await expect(given.desk().recall(officer, 'C-1', item, recalling)).rejects.toMatchObject({
        code: 'left-unknown',
      });
    }
    expect(given.stream).toEqual([]);
  });

  it.each(['social-worker', 'operator', 'analyst', 'feed-manager', ''])('is shut to the role %j', async (role) => {
    await expect(given.list({ ...officer, role } as Viewer)).rejects.toMatchObject({ code: 'role-wrong' });
    expect(given.ledger).toEqual([]);
  });

  it('is shut to who is linked to the family', async () => {
    given.ownFamily = new Set(['p-tamsin']);
    await expect(given.list(officer)).rejects.toThrow('refused');
  });
});
