import { Days, type Deed, DEMO_SEED, schoolYearsIn, tellingsOf, type Variant } from '@tributary/demo';
import type { DirectoryView } from '@tributary/directory';
import { instantOf, londonDate } from '@tributary/kernel';
import { tokensOf } from './tokens';

/** The agency's own reference for each child of a story's file. */
export type Told = ReadonlyMap<string, readonly string[]>;
type Where = Readonly<{ url: string; home: string; view: DirectoryView }>;
type Answer = Readonly<{ counts?: { parked: number }; position?: string; records?: readonly { childId?: string }[] }>;

/** Delivers every story's files over HTTP, in order; throws where one is not taken in whole. */
export async function tellStories(variant: Variant, { url, home, view }: Where): Promise<Told> {
  const told = new Map<string, readonly string[]>();
  const days = new Days(londonDate(instantOf(Date.now())), schoolYearsIn(view));
  for (const { files, deeds } of tellingsOf({ seed: DEMO_SEED, days }, variant)) {
    const refs = new Map<string, string>();
    for (const file of files) {
      const token = await tokensOf(home).client(view.feed(file.feed)?.agency ?? '');
      const answer = await fetch(`${url}/v1/feeds/${file.feed}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': file.mediaType,
          ...(file.backfill ? { 'x-backfill': 'true' } : {}),
        },
        body: file.text(),
      });
      const receipt = (await answer.json()) as Answer;
      if (answer.status !== 201 || receipt.counts?.parked !== 0) throw new Error(`${file.name}: ${answer.status}`);
      const children = [...new Set((receipt.records ?? []).flatMap(({ childId }) => childId ?? []))];
      told.set(file.name, children);
      refs.set(view.feed(file.feed)?.agency ?? '', `${children[0] ?? ''}?after=${receipt.position ?? ''}`);
    }
    await actAll(deeds, refs, { url, home });
  }
  return told;
}

const CALLS: Readonly<Partial<Record<Deed['does']['kind'], string>>> = {
  ...{ open: '', 'give-agreement': '/agreement', ask: '/asks', contribute: '/contributions', plan: '/actions' },
};

/** Who was never told of the child has nothing to do, and nobody after them. */
async function actAll(deeds: readonly Deed[], refs: ReadonlyMap<string, string>, at: Pick<Where, 'url' | 'home'>) {
  for (const deed of deeds) {
    const ref = refs.get(deed.by.agency);
    if (ref === undefined) return;
    await act(deed, ref, at);
  }
}

/** Does over HTTP what somebody of a story does; throws where it is refused. `ref`: with the position to wait for. */
async function act({ by, does }: Deed, ref: string, { url, home }: Pick<Where, 'url' | 'home'>): Promise<void> {
  const { kind, ...body } = does;
  const token = await tokensOf(home).person(by.practitioner, by.role, by.agency);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const [child, after] = ref.split('?');
  const path = `${url}/v1/children/${child}/assessment`;
  const looked = await fetch(`${path}?${after}`, { headers });
  if (!looked.ok) throw new Error(`${kind}: a look was answered ${looked.status}`);
  const done = await fetch(`${path}${CALLS[kind] ?? ''}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!done.ok) throw new Error(`${kind}: ${done.status} ${await done.text()}`);
}
