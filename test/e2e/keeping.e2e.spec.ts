import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedHome } from '../support/embedded-home';
import { loadEvent } from '../support/load';
import { loadChild } from '../support/people';

const CHILDREN = 2;
const EACH = 5;
/** What lies in a home beside its database, and without which a backup is not read, not proved, or brings back too much. */
const SECRETS = ['master.key', 'notary.pem', 'shreds.jsonl'];

const eventsOf = (child: number, revision = 1): readonly object[] =>
  Array.from({ length: EACH }, (_, item) => loadEvent(child, item, revision));

/** Where one question was asked, so that it can be asked again. */
type Question = Readonly<{ child: string; position: string; asKnownOn: string }>;

async function ask(home: EmbeddedHome, { child, ...at }: Question | Pick<Question, 'child'>): Promise<string> {
  const { position, asKnownOn } = at as Partial<Question>;
  const place = position && asKnownOn ? ['--position', position, '--as-known-on', asKnownOn] : [];
  const who = ['--child', child, '--agency', 'wexbourne-hospital', '--as', 'p-quill', '--purpose', 'audit'];
  const { code, output, errors } = await home.command('replay', ...who, ...place);
  expect([code, errors]).toEqual([0, '']);
  return output;
}

describe('an embedded home, backed up and brought back in another', () => {
  let first: EmbeddedHome;
  let second: EmbeddedHome;
  let copies: string;
  const copy = (): string => join(copies, 'copy');
  const answers = new Map<Question, string>();

  beforeAll(async () => {
    copies = await mkdtemp(join(tmpdir(), 'tributary-copies-'));
    [first, second] = [await EmbeddedHome.make(), await EmbeddedHome.make()];
    await first.hub.start().ready();
    for (let child = 0; child < CHILDREN; child += 1) {
      const { records } = await first.deliverer.deliver(`d${child}`, eventsOf(child));
      const ref = records[0]?.childId ?? '';
      const { header, entries } = JSON.parse(await ask(first, { child: ref })) as {
        header: Omit<Question, 'child'>;
        entries: unknown[];
      };
      expect(entries).toHaveLength(EACH);
      const question = { child: ref, position: header.position, asKnownOn: header.asKnownOn };
      answers.set(question, await ask(first, question));
    }
  });
  afterAll(async () => {
    await first?.remove();
    await second?.remove();
    await rm(copies, { recursive: true, force: true });
  });

  it('is up to date and copied out beside the running hub, the keys apart, nothing of a child in the clear', async () => {
    expect(await first.command('migrate')).toEqual({ code: 0, output: 'nothing to do\n', errors: '' });
    expect(await first.command('backup', copy())).toMatchObject({ code: 0, errors: '' });
    await first.hub.ready();
    expect((await readdir(join(copy(), 'keys'))).filter((name) => !name.startsWith('keys.'))).toEqual([]);
    const events = await readdir(join(copy(), 'events'));
    expect(events.filter((name) => name.startsWith('keys.'))).toEqual([]);
    const bytes = await Promise.all(events.map((name) => readFile(join(copy(), 'events', name), 'latin1')));
    expect(bytes.join('').includes(loadChild(1).familyName)).toBe(false);
    expect(await first.hub.stop()).toBe(0);
  });

  it('is refused a home without its master key, which is not made anew, and one without its keys', async () => {
    const alone = await second.command('restore', copy());
    expect([alone.code, alone.errors]).toEqual([2, expect.stringContaining('(master-key-missing)')]);
    expect(existsSync(join(second.folder, 'master.key'))).toBe(false);
    for (const name of SECRETS.filter((one) => existsSync(join(first.folder, one)))) {
      await copyFile(join(first.folder, name), join(second.folder, name));
    }
    await rename(join(copy(), 'keys'), join(copies, 'kept-apart'));
    const without = await second.command('restore', copy());
    expect([without.code, without.errors]).toEqual([2, expect.stringContaining('(backup-damaged)')]);
    await rename(join(copies, 'kept-apart'), join(copy(), 'keys'));
  });

  it('answers every question with the same bytes, proves itself, and goes on', async () => {
    expect(await second.command('restore', copy())).toMatchObject({ code: 0, errors: '' });
    await second.hub.start().ready();
    for (const [question, answer] of answers) expect(await ask(second, question)).toBe(answer);
    const again = await second.deliverer.deliver('d0', eventsOf(0));
    expect(again.id).toBe(first.deliverer.book.get('d0')?.id);
    const corrected = await second.deliverer.deliver('e0', eventsOf(0, 2));
    expect(corrected.records.map(({ outcome, childId }) => [outcome, childId])).toEqual(
      Array.from({ length: EACH }, () => ['accepted', again.records[0]?.childId]),
    );
    const proof = await second.command('verify', '--json');
    expect([proof.code, JSON.parse(proof.output)]).toMatchObject([0, { ok: true, findings: [] }]);
  });

  it('is not put over what stands: neither under a running hub nor into a home that holds events', async () => {
    const under = await second.command('restore', copy());
    expect([under.code, under.errors]).toEqual([2, expect.stringContaining('(home-in-use)')]);
    expect(await second.hub.stop()).toBe(0);
    const over = await second.command('restore', copy());
    expect([over.code, over.errors]).toEqual([2, expect.stringContaining('(restore-target-not-empty)')]);
    await second.hub.start().ready();
    const [question] = answers.keys();
    expect(await ask(second, question as Question)).toBe(answers.get(question as Question));
  });
});
