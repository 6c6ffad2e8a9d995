import type { AgencyId, EventId, RecordId } from '@tributary/kernel';
import { type ChildFacts, effectsOf } from './effects';

const record = (recordId: string, agency: string) => ({ recordId: recordId as RecordId, agency: agency as AgencyId });
const ids = (...all: string[]) => all as EventId[];
const facts = (more: Partial<ChildFacts> = {}): ChildFacts => ({
  ...{ records: [], eventsOf: new Map(), cohortsOf: new Map(), restricted: false, alerts: [], assessed: new Set() },
  ...more,
});
const R = 'r' as RecordId;

describe('what follows from moving a record', () => {
  const from = facts({
    records: [record('r', 'school'), record('s', 'gp')],
    eventsOf: new Map([
      [R, new Set(ids('e1', 'e2'))],
      ['s' as RecordId, new Set(ids('e3'))],
    ]),
    cohortsOf: new Map([
      [R, new Set(['missing'])],
      ['s' as RecordId, new Set(['child-in-need'])],
    ]),
    alerts: [
      { rule: 'a', evidence: ids('e1') },
      { rule: 'b', evidence: ids('e3') },
      { rule: 'c', evidence: ids('e2', 'e3') },
    ],
    assessed: new Set([R]),
  });
  const to = facts({
    records: [record('t', 'hospital'), record('u', 'gp')],
    cohortsOf: new Map([['t' as RecordId, new Set(['protection-plan', 'missing'])]]),
    alerts: [{ rule: 'c', evidence: ids('e9') }],
    assessed: new Set(['t' as RecordId]),
  });

  it('is told in agencies, events, alerts, assessments and cohorts', () => {
    expect(effectsOf({ moving: [R], from, to })).toEqual({
      agencies: { moving: ['school'], comeTogether: ['hospital'], part: [] },
      events: 2,
      alerts: { move: 2, merge: 1 },
      assessments: { move: true, merge: true },
      cohorts: { openToMoving: ['protection-plan'], openToOthers: [] },
      restricted: false,
    });
  });

  it('says whom it parts, and what it opens to a child that had none', () => {
    const alone = effectsOf({ moving: [R], from, to: facts() });
    expect(alone.agencies).toEqual({ moving: ['school'], comeTogether: [], part: ['gp'] });
    expect(alone.cohorts).toEqual({ openToMoving: [], openToOthers: ['missing'] });
    expect(alone.alerts).toEqual({ move: 2, merge: 0 });
  });

  it.each(['from', 'to'] as const)('counts nothing where something restricted is on the side %s', (side) => {
    const given = { moving: [R], from, to, [side]: { ...(side === 'from' ? from : to), restricted: true } };
    expect(effectsOf(given)).toMatchObject({ restricted: true, events: null });
  });
});
