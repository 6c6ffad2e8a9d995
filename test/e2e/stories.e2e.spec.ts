import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleOf } from '@tributary/alerting';
import { stories, type Variant } from '@tributary/demo';
import { layFoundation, type OpenFoundation } from '../../apps/composition/foundation';
import { judged, ownedAlerts } from '../support/alerts';
import { AppProcess, freePort } from '../support/processes';
import { tellStories } from '../support/tell-stories';

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
      .map(({ rule, severity, owner }) => `${owner.practitioner} ${owner.role} ${rule} ${severity}`);
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

/** Waits until rules and inboxes have seen all of it. */
async function tell(variant: Variant, { url }: AppProcess, home: string, beside: OpenFoundation): Promise<void> {
  await tellStories(variant, { url, home, view: await beside.directory.current() });
  await judged(beside);
}
