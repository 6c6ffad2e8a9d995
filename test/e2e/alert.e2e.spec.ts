import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess, freePort, until } from '../support/processes';
import { tokensOf } from '../support/tokens';

type Alert = Readonly<{
  id: string;
  child: string;
  status: string;
  owner: boolean;
  text: readonly string[];
  severity: string;
}>;

const DAY = 86_400_000;
const day = (ago: number): string => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
const UPN = 'B801200005001';

/** What the council's live feed says: a child in care, with a worker. */
const council = (worker: string | undefined): string =>
  JSON.stringify({
    la_code: 999,
    Children: [
      {
        la_child_id: 'C1',
        child_details: {
          unique_pupil_number: UPN,
          first_name: 'Wren',
          surname: 'Okoro-Lyle',
          date_of_birth: '2015-06-14',
        },
        social_care_episodes: [
          {
            social_care_episode_id: 'E1',
            referral_date: day(60),
            referral_source: '2A',
            ...(worker ? { care_worker_details: [{ worker_id: worker, start_date: day(50) }] } : {}),
            child_looked_after_placements: [
              { child_looked_after_placement_id: 'P1', start_date: day(40), start_reason: 'S', placement_type: 'U1' },
            ],
          },
        ],
      },
    ],
  });
const suspension = (id: string, ago: number, recorded = 0): string =>
  `UPN,LocalId,Surname,Forename,DOB,LAESTAB,SuspensionId,Category,Reason1,StartDate,EndDate,RecordedAt\n` +
  `${UPN},77,Okoro-Lyle,Wren,2015-06-14,9992001,${id},SUSP,DB,${day(ago)},${day(ago)},${new Date(Date.now() - recorded * DAY).toISOString()}\n`;

describe('a child in care is suspended', () => {
  let home: string;
  let hub: AppProcess;
  const as = async (token: Promise<string>, method: string, path: string, body?: string, type = 'application/json') => {
    const answer = await fetch(`${hub.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await token}`, ...(body ? { 'content-type': type } : {}) },
      ...(body ? { body } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, never> };
  };
  const person = (id: string, role = 'social-worker', agency = 'wexbourne-council') =>
    tokensOf(join(home, 'home')).person(id, role, agency);
  const client = (agency: string) => tokensOf(join(home, 'home')).client(agency);
  const alertsOf = async (token: Promise<string>): Promise<readonly Alert[]> => {
    const { body } = await as(token, 'GET', '/v1/alerts');
    return body['alerts'] as unknown as Alert[];
  };
  const deliver = async (agency: string, feed: string, body: string, type: string): Promise<Record<string, never>> => {
    const answer = await as(client(agency), 'POST', `/v1/feeds/${feed}/messages`, body, type);
    expect([200, 201]).toContain(answer.status);
    return answer.body;
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tributary-alert-'));
    await chmod(home, 0o755);
    const env = { TRIBUTARY_HOME: join(home, 'home'), DEMO: '0', LOG_LEVEL: 'warn', ACK_LIMIT_TODAY: '4' };
    hub = new AppProcess('hub', 'dist/apps/hub/main.js', env, await freePort());
    await hub.start().ready();
  });
  afterAll(async () => {
    await hub?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('nobody can say whether there is a worker: the feed’s manager is told so, not silence', async () => {
    await deliver('ash-lane-primary', 'ash-lane-suspensions', suspension('S0', 1), 'text/csv');
    const [alert] = await until('alert for the feed manager', async () => {
      const found = await alertsOf(person('p-dunmore', 'feed-manager'));
      return found.length > 0 && found;
    });
    expect(alert?.text.join(' ')).toContain('Social worker status not current: ring the front door.');
    expect(alert?.severity).toBe('this-week');
  });

  it('the allocated worker owns the alert, the virtual school head is informed, nobody else sees it', async () => {
    await deliver('wexbourne-council', 'council-social-care', council('SW-101'), 'application/json');
    await deliver('ash-lane-primary', 'ash-lane-suspensions', suspension('S1', 1), 'text/csv');
    // The council’s word came after the first suspension: the worker is told of that one too.
    const [alert] = await until('alerts for the worker', async () => {
      const found = await alertsOf(person('p-marlow'));
      return found.length > 1 && found;
    });
    if (!alert) throw new Error('no alert');
    expect(alert).toMatchObject({ status: 'open', owner: true, severity: 'today' });
    const text = alert.text.join(' ');
    expect(text).toContain('This is information, not a referral.');
    expect(text).toContain('01632 960 100');
    const [informed] = await until('alerts for the virtual school', async () => {
      const found = await alertsOf(person('p-pemberly', 'virtual-school-head', 'wexbourne-virtual-school'));
      return found.length > 1 && found;
    });
    expect(informed).toMatchObject({ id: alert.id, owner: false });
    expect(informed?.child).not.toBe(alert.child);
    const stranger = person('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
    expect(await alertsOf(stranger)).toEqual([]);
    expect((await as(stranger, 'GET', `/v1/alerts/${alert.id}`)).status).toBe(404);
    expect((await as(stranger, 'POST', `/v1/alerts/${alert.id}/acknowledge`)).status).toBe(404);
    expect((await as(client('ash-lane-primary'), 'GET', '/v1/alerts')).status).toBe(403);
  });

  it('unacknowledged it goes to the deputy, whose acknowledgement stops it there', async () => {
    const [alert] = await until('alert for the deputy', async () => {
      const found = await alertsOf(person('p-tennant'));
      return found.length > 0 && found;
    });
    if (!alert) throw new Error('no alert');
    const { body } = await as(person('p-tennant'), 'POST', `/v1/alerts/${alert.id}/acknowledge`);
    const seen = await as(person('p-tennant'), 'GET', `/v1/alerts/${alert.id}?after=${body['position']}`);
    expect(seen.body).toMatchObject({ status: 'acknowledged', dueAt: null });
    const again = await as(person('p-tennant'), 'POST', `/v1/alerts/${alert.id}/acknowledge`);
    expect(again.status).toBe(200);
  });

  it('is copied to a child’s file by whoever it was sent to, with a receipt that the list of what left has too', async () => {
    const [alert] = await alertsOf(person('p-marlow'));
    const copies = `/v1/alerts/${alert?.id}/copies`;
    const { status, body } = await as(person('p-marlow'), 'POST', copies);
    expect(status).toBe(200);
    expect(body).toMatchObject({ child: alert?.child, purpose: 'direct-work', receipt: expect.any(String) as string });
    const [suspended] = body['entries'] as unknown as { title: string; agency: string }[];
    expect(suspended).toMatchObject({ title: 'Pupil suspended', agency: 'Ash Lane Primary School' });
    expect(JSON.stringify(body)).not.toContain('Okoro');
    const officer = person('p-tamsin', 'data-officer', 'wexbourne-council');
    const left = await as(officer, 'GET', `/v1/children/${alert?.child}/left`);
    expect(JSON.stringify(left.body)).toContain(body['receipt']);
    const stranger = person('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
    expect((await as(stranger, 'POST', copies)).status).toBe(404);
    expect((await as(person('p-marlow'), 'POST', copies, '{"format":"docx"}')).body['code']).toBe('export-wrong');
  });

  it('a correction of the same suspension raises no second alert, and a withdrawal recalls it', async () => {
    const corrected = suspension('S1', 1).replace(',DB,', ',PA,');
    const receipt = await deliver('ash-lane-primary', 'ash-lane-suspensions', corrected, 'text/csv');
    expect((receipt['counts'] as unknown as { accepted: number }).accepted).toBe(1);
    const withdrawn = suspension('S1', 1).replace('RecordedAt\n', 'RecordedAt,Withdrawn\n').replace(/\n$/, ',Y\n');
    await deliver('ash-lane-primary', 'ash-lane-suspensions', withdrawn, 'text/csv');
    const alerts = await until('recalled', async () => {
      const found = await alertsOf(person('p-marlow'));
      return found.some((one) => one.status === 'closed') && found;
    });
    expect(alerts).toHaveLength(2);
  });

  it('what happened more than seven days before it was known is sent to nobody', async () => {
    await deliver('ash-lane-primary', 'ash-lane-suspensions', suspension('S9', 20), 'text/csv');
    await deliver('ash-lane-primary', 'ash-lane-suspensions', suspension('S10', 1), 'text/csv');
    await until('the later one', async () => (await alertsOf(person('p-marlow'))).length === 3);
  });

  it('a late form is not available on day 7, is available now, and was held by its agency from day 0', async () => {
    const concern = {
      specversion: '1.0',
      id: 'late-1',
      source: 'urn:wexbourne:kingsmere',
      type: 'education.school-concern-raised',
      time: `${day(14)}T09:00:00Z`,
      recordedtime: `${day(14)}T09:30:00Z`,
      data: {
        record: {
          system: 'mis',
          localId: '9994002/12',
          givenName: 'Wren',
          familyName: 'Okoro-Lyle',
          birthDate: '2015-06-14',
          upn: UPN,
        },
        fact: { concern: 'HOME', raisedOn: day(14) },
      },
    };
    const type = 'application/cloudevents+json';
    const receipt = await deliver('kingsmere-academy', 'kingsmere-concerns', JSON.stringify(concern), type);
    const worker = person('p-marlow');
    const [alert] = await alertsOf(worker);
    const entries = async (query: string): Promise<readonly string[]> => {
      const { status, body } = await as(worker, 'GET', `/v1/children/${alert?.child}/chronology?purpose=care&${query}`);
      expect({ status, code: body['code'] }).toEqual({ status: 200 });
      return (body['entries'] as unknown as { type: string }[]).map((entry) => entry.type);
    };
    const late = 'education.school-concern-raised';
    expect(await entries(`after=${receipt['position']}`)).toContain(late);
    expect(await entries(`view=available&asKnownOn=${day(7)}`)).not.toContain(late);
    expect(await entries(`view=available&asKnownOn=${new Date().toISOString()}`)).toContain(late);
    expect(await entries(`view=held&for=kingsmere-academy&asKnownOn=${day(13)}`)).toContain(late);
    expect(await entries(`view=held&for=kingsmere-academy&asKnownOn=${day(15)}`)).not.toContain(late);
  });

  it('opens to whoever breaks the glass for some hours, in that role alone, and shuts when the manager says so', async () => {
    const [alert] = await alertsOf(person('p-marlow'));
    const path = `/v1/children/${alert?.child}`;
    const other = person('p-corvane');
    const schools = async (token: Promise<string>): Promise<number> => {
      const { body } = await as(token, 'GET', `${path}/chronology?purpose=safeguarding`);
      const entries = (body['entries'] as unknown as { agency: string }[] | undefined) ?? [];
      return entries.filter(({ agency }) => agency !== 'wexbourne-council').length;
    };
    const words = {
      reason: 'Mother rang in fear; the worker is away.',
      basis: 'To keep the child safe tonight',
      hours: 1,
    };
    const [before, strangers] = [await schools(other), [person('p-adeyemi'), person('p-dunmore', 'feed-manager')]];
    const broken = await as(other, 'POST', `${path}/break-glass`, JSON.stringify(words));
    expect(broken).toMatchObject({ status: 201, body: { reviewer: 'p-halloran' } });
    expect([before, (await schools(other)) > 0]).toEqual([0, true]);
    for (const stranger of strangers) expect(await schools(stranger)).toBe(0);
    const short = await as(other, 'POST', `${path}/break-glass`, JSON.stringify({ ...words, reason: 'urgent' }));
    expect(short).toMatchObject({ status: 422, body: { code: 'body-wrong' } });
    const senior = person('p-halloran', 'team-manager');
    const { body } = await as(senior, 'GET', '/v1/reviews');
    const [waiting] = body['waiting'] as unknown as { id: string; child: string }[];
    expect(waiting).toMatchObject({ practitioner: 'p-corvane', reason: words.reason });
    const review = `/v1/reviews/${waiting?.id}`;
    const shut = JSON.stringify({ outcome: 'not-justified', note: 'The worker’s deputy was there to be asked.' });
    expect((await as(other, 'POST', review, shut)).status).toBe(404);
    expect((await as(senior, 'POST', review, shut)).status).toBe(200);
    expect(await schools(other)).toBe(0);
  });

  it('says no name, number or word of a child in its logs and metrics', async () => {
    const metrics = await (await fetch(`${hub.url}/metrics`)).text();
    for (const word of ['Wren', 'Okoro', UPN, '2015-06-14']) {
      expect(hub.output).not.toContain(word);
      expect(metrics).not.toContain(word);
    }
  });
});
