import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleOf } from '@tributary/alerting';
import { DEMO_SEED, stories, tellingsOf, type Variant } from '@tributary/demo';
import { instantOf, londonDate } from '@tributary/kernel';
import { layFoundation, type OpenFoundation } from '../../apps/composition/foundation';
import { judged, ownedAlerts } from '../support/alerts';
import { AppProcess, freePort } from '../support/processes';
import { tokensOf } from '../support/tokens';

/** A silence takes a day of its rhythm to become one: nobody is told of it while the files come in. */
const spoken = stories.filter(({ trigger }) => !('silentFeed' in trigger));

describe('each story', () => {
  it.each<[Variant, string, readonly (typeof stories)[number][]]>([
    ['told', 'alerts whom it names, and nobody else', spoken],
    ['without-trigger', 'alerts nobody once its line is taken out', []],
    ['out-of-window', 'alerts nobody once its line is out of its window', []],
  ])('%s: %s', async (variant, _, alerting) => {
    const expected = alerting
      .flatMap(({ expects }) => expects)
      .filter(({ rule }) => ruleOf(rule))
      .map(({ rule, severity, owner }) => `${owner.practitioner} ${rule} ${severity}`);
    await inHub(async (hub, home, beside) => {
      await tell(variant, hub, home, beside);
      const { document } = await beside.directory.current();
      expect(await ownedAlerts({ url: hub.url, home }, document)).toEqual(expected.sort());
    });
  });
});

async function inHub(work: (hub: AppProcess, home: string, beside: OpenFoundation) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-stories-'));
  await chmod(folder, 0o755);
  const home = join(folder, 'home');
  const env = { TRIBUTARY_HOME: home, DEMO: '0', LOG_LEVEL: 'warn' };
  const hub = new AppProcess('hub', 'dist/apps/hub/main.js', env, await freePort());
  let beside: OpenFoundation | undefined;
  try {
    await hub.start().ready();
    beside = await layFoundation({ app: 'spec', env: { ...env, LOG_LEVEL: 'silent' }, join: true });
    await work(hub, home, beside);
  } finally {
    await beside?.close();
    await hub.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Delivers every story over HTTP, and waits until rules and inboxes have seen all of it. */
async function tell(variant: Variant, hub: AppProcess, home: string, beside: OpenFoundation): Promise<void> {
  const view = await beside.directory.current();
  const today = londonDate(instantOf(Date.now()));
  for (const { files } of tellingsOf({ seed: DEMO_SEED, today }, variant)) {
    for (const file of files) {
      const token = await tokensOf(home).client(view.feed(file.feed)?.agency ?? '');
      const answer = await fetch(`${hub.url}/v1/feeds/${file.feed}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': file.mediaType,
          ...(file.backfill ? { 'x-backfill': 'true' } : {}),
        },
        body: file.text(),
      });
      const receipt = (await answer.json()) as { counts?: { parked: number } };
      expect([file.name, answer.status, receipt.counts?.parked]).toEqual([file.name, 201, 0]);
    }
  }
  await judged(beside);
}
