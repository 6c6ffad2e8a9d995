import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { describeWithKafka } from '../../libs/testing/broker';
import { OF_ALL, root, until } from '../support/processes';
import { type Shape, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const COUNCIL = JSON.stringify({
  la_code: 999,
  Children: [
    {
      la_child_id: 'C1',
      child_details: { first_name: 'Wren', surname: 'Okoro-Lyle', date_of_birth: '2015-06-14', postcode: 'ZZ1 1AA' },
      social_care_episodes: [
        {
          social_care_episode_id: 'E1',
          referral_date: '2026-01-05',
          care_worker_details: [{ worker_id: 'SW-101', start_date: '2026-01-06' }],
          child_protection_plans: [{ child_protection_plan_id: 'P1', start_date: '2026-02-03' }],
        },
      ],
    },
  ],
});

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** A concern that was written down fourteen days before it came. */
const lateForm = (): string =>
  JSON.stringify({
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
        postcode: 'ZZ1 1AA',
      },
      fact: { concern: 'HOME', raisedOn: day(14) },
    },
  });

describeWithKafka('a replay', () => {
  let shape: Shape;
  beforeAll(async () => (shape = await startShape('microservices')));
  afterAll(async () => shape?.stop());

  const cli = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, ...OF_ALL, ...shape.env };
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'dist/apps/cli/main.js'), ...args], {
      env,
      cwd: root,
    });
    return stdout;
  };

  async function delivered(agency: string, feed: string, body: string, type: string): Promise<{ childId: string }> {
    const token = await tokensOf(shape.home).client(agency);
    const answer = await fetch(`${shape.intakeUrl}/v1/feeds/${feed}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body,
    });
    const { records } = (await answer.json()) as { records: { childId: string }[] };
    const [record] = records;
    if (!record) throw new Error('nothing was accepted');
    return record;
  }

  /** Asks over HTTP and by the command line, up to the same event; answers the types of what both say. */
  async function both(question: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const token = await tokensOf(shape.home).person('p-quill', 'auditor', 'tributary-operator');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify(question);
    const asked = await fetch(`${shape.consoleUrl}/v1/replays`, { method: 'POST', headers, body });
    const { href, position } = (await asked.json()) as { href: string; position: string };
    expect(asked.status).toBe(201);
    const told = await (await fetch(`${shape.consoleUrl}${href}`, { headers })).text();
    const { asKnownOn, ...rest } = question;
    const flags = Object.entries({ ...rest, 'as-known-on': asKnownOn ?? '', position, as: 'p-quill' });
    expect(await cli('replay', ...flags.flatMap(([name, value]) => [`--${name}`, value]))).toBe(`${told}\n`);
    return (JSON.parse(told) as { entries: { type: string }[] }).entries.map(({ type }) => type);
  }

  it('from Kafka’s offset 0 and from the store gives the same bytes, as often as it is asked for', async () => {
    const { childId } = await delivered('wexbourne-council', 'council-social-care', COUNCIL, 'application/json');
    const common = [
      'replay',
      '--child',
      childId,
      '--agency',
      'wexbourne-council',
      '--as',
      'p-quill',
      '--purpose',
      'audit',
    ];
    const now = JSON.parse(await cli(...common)) as {
      header: { position: string; asKnownOn: string };
      entries: unknown[];
    };
    const asked = [...common, '--position', now.header.position, '--as-known-on', now.header.asKnownOn];
    const store = await cli(...asked);
    expect(now.entries.length).toBeGreaterThan(2);
    expect(await cli(...asked)).toBe(store);
    // The relay may still be on its way.
    const kafka = await until('the topic to hold it all', async () => {
      const bytes = await cli(...asked, '--source', 'kafka');
      return bytes === store && bytes;
    });
    expect(kafka).toBe(store);
    expect(now).toMatchObject({
      header: { versions: { code: { version: expect.any(String) as string }, rules: expect.any(Object) as object } },
    });
  });

  it('has a late form from when it came, and its agency’s own from day 0, the same by command line and over HTTP', async () => {
    const { childId: ref } = await delivered(
      'kingsmere-academy',
      'kingsmere-concerns',
      lateForm(),
      'application/cloudevents+json',
    );
    const common = { child: ref, agency: 'kingsmere-academy', purpose: 'audit' };
    const now = new Date().toISOString();
    const at = {
      day7: `${day(7)}T12:00:00.000Z`,
      day0: `${day(14)}T12:00:00.000Z`,
      before: `${day(15)}T12:00:00.000Z`,
    };
    const held = { view: 'held', for: 'kingsmere-academy' };
    const known = async (asKnownOn: string, more: object = {}): Promise<boolean> => {
      const types = await both({ ...common, asKnownOn, ...more });
      return types.includes('education.school-concern-raised');
    };
    expect(await known(at.day7)).toBe(false);
    expect(await known(now)).toBe(true);
    expect(await known(at.before, held)).toBe(false);
    expect(await known(at.day0, held)).toBe(true);
    expect(await known(at.day7, held)).toBe(true);
  });

  it('has beside it exports of events without names, the same by command line and over HTTP', async () => {
    const year = new Date().getUTCFullYear() - 1;
    const order = { from: `${year}-01`, to: `${year}-12`, purpose: 'partnership-review', key: 'spec-review' };
    const person = { as: 'p-whinfell', role: 'analyst', agency: 'tributary-operator' };
    const out = join(shape.home, 'events.csv');
    const flags = Object.entries({ ...order, ...person, out }).flatMap(([name, value]) => [`--${name}`, value]);
    await cli('export', 'events', ...flags);
    const over = async (role: string, table: string): Promise<Response> => {
      const token = await tokensOf(shape.home).person(person.as, role, person.agency);
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ ...order, table });
      return fetch(`${shape.consoleUrl}/v1/exports/events`, { method: 'POST', headers, body });
    };
    const lines = (text: string): readonly string[] => text.split('\n').toSorted();
    expect(lines(await (await over('analyst', 'rows')).text())).toEqual(lines(await readFile(out, 'utf8')));
    expect(await (await over('analyst', 'counts')).text()).toBe(await readFile(`${out}.counts.csv`, 'utf8'));
    expect((await over('auditor', 'rows')).status).toBe(403);
  });
});
