import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { describeWithKafka } from '../../libs/testing/broker';
import { root, until } from '../support/processes';
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

describeWithKafka('a replay', () => {
  let shape: Shape;
  beforeAll(async () => (shape = await startShape('microservices')));
  afterAll(async () => shape?.stop());

  const cli = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, ...shape.env };
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'dist/apps/cli/main.js'), ...args], {
      env,
      cwd: root,
    });
    return stdout;
  };

  it('from Kafka’s offset 0 and from the store gives the same bytes, as often as it is asked for', async () => {
    const token = await tokensOf(shape.home).client('wexbourne-council');
    const answer = await fetch(`${shape.intakeUrl}/v1/feeds/council-social-care/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: COUNCIL,
    });
    const receipt = (await answer.json()) as { records: { childId: string }[] };
    const ref = receipt.records[0]?.childId ?? '';
    const common = ['replay', '--child', ref, '--agency', 'wexbourne-council', '--as', 'p-quill', '--purpose', 'audit'];
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
});
