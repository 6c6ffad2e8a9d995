import { ago, Given } from './given.fixture';
import { weakSignalsUnheld as rule } from './weak-signals-unheld.rule';

const home = { concern: { own: 'HOME', code: 'HOME' } } as const;
const school = (story: Given, days: number, data: object = {}, more = {}): Given =>
  story.says('school', 'education.school-concern-raised', { ...home, raisedOn: ago(days), ...data }, more);
const nurse = (story: Given, days: number, data: object = {}, more = {}): Given =>
  story.says('surgery', 'health.concern-raised', { ...home, raisedOn: ago(days), ...data }, more);
const homes = (story: Given, days: number, data: object = {}, more = {}): Given =>
  story.says('homes', 'agency.concern-recorded', { ...home, raisedOn: ago(days), ...data }, more);
const current = (): Given => new Given().confirmed(1).confirmed();
const three = (): Given => homes(nurse(school(current(), 11), 7), 1);
const ASKED = ['this-week p-inglis'];

describe('weak signals that nobody holds', () => {
  it('three agencies each recorded a worry: one person is asked', async () =>
    expect(await three().then(rule)).toEqual(ASKED));
  it('two are not enough, and three lie too far apart', async () => {
    expect(await nurse(school(current(), 11), 7).then(rule)).toEqual([]);
    expect(await homes(nurse(school(current(), 120), 7), 1).then(rule)).toEqual([]);
  });
  it('three in one agency are not enough', async () => {
    const roles = ['form-teacher', 'school-nurse', 'caretaker'];
    const story = roles.reduce((told, raisedByRole, i) => school(told, i + 1, { raisedByRole }), current());
    expect(await story.then(rule)).toEqual([]);
  });
  it('one observer counts once, and so does one incident that two pass on', async () => {
    expect(await nurse(school(school(current(), 11), 9), 1).then(rule)).toEqual([]);
    const incident = { incident: 'I-77' };
    expect(await homes(nurse(school(current(), 11, incident), 7), 1, incident).then(rule)).toEqual([]);
    const passedOn = { firstSeenBy: 'ash-lane-primary' };
    expect(await homes(nurse(school(current(), 11), 7), 1, passedOn).then(rule)).toEqual([]);
  });
  it('what an alert, a notice or a check prompted never counts, nor what is held back or about attendance', async () => {
    expect(await homes(nurse(school(current(), 11), 7), 1, { promptedBy: 'alert' }).then(rule)).toEqual([]);
    expect(await homes(nurse(school(current(), 11), 7), 1, {}, { held: true }).then(rule)).toEqual([]);
    const absent = { concern: { own: 'A', code: 'ATTENDANCE' } };
    expect(await homes(nurse(school(current(), 11, absent), 7), 1).then(rule)).toEqual([]);
  });
  it('somebody holds the whole: a worker, or family help', async () => {
    expect(await three().worker().then(rule)).toEqual([]);
    const helped = three().says('harbour', 'social-care.family-help-started', { startDate: ago(20) });
    expect(await helped.then(rule)).toEqual([]);
  });
  it('nobody can say whether somebody does: the manager of the feed', async () =>
    expect(await homes(nurse(school(new Given(), 11), 7), 1).then(rule)).toEqual([
      'status-unknown this-week p-dunmore',
    ]));
  it('in any order of becoming known there is one question', async () => {
    for (const [a, b, c] of [
      [school, nurse, homes],
      [homes, school, nurse],
      [nurse, homes, school],
    ] as const) {
      expect(await c(b(a(current(), 3), 2), 1).then(rule)).toEqual(ASKED);
    }
  });
  it('a fourth worry asks nobody again', async () => {
    const fourth = three().says('police', 'agency.concern-recorded', { ...home, raisedOn: ago(0) });
    expect(await fourth.then(rule)).toEqual(ASKED);
  });
  it('one is taken back: gone', async () => {
    const story = homes(nurse(school(current(), 11, {}, { item: 'w' }), 7), 1);
    expect(await story.takesBack('school', 'education.school-concern-raised', 'w').then(rule)).toEqual([]);
  });
  it('delivered as history, and in shadow', async () => {
    expect(await homes(nurse(school(current(), 11), 7), 1, {}, { backfill: true }).then(rule)).toEqual(['historical']);
    expect(await three().inShadow().then(rule)).toEqual(['shadow this-week p-inglis']);
  });
  it('nobody whom a worry names is asked', async () => {
    const named = homes(nurse(school(current(), 11), 7), 1, { staffNamed: ['SW-101'] });
    expect(await named.then(rule)).toEqual(ASKED);
  });
});
