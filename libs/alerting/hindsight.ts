import type { AnyEvent } from '@tributary/catalogue';
import type { ChildReader } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type { ChildId, EventId, FeedPosition, Instant } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Finding } from './domain/finding';
import type { ChildRule } from './domain/rule';
import { thresholdsOf } from './thresholds';
import { childRules } from './rules';
import { sceneOf } from './scene';

type Io = Readonly<{
  reader: Pick<ChildReader, 'history'>;
  vault: Pick<Vault, 'ref'>;
  /** Today's: who there is and which rules tell people. */
  view: DirectoryView;
  statusLimitMs: number;
}>;

/** What one of today's rules finds in what could be known at a time; nobody is told of it. */
export type WouldFind = Readonly<{
  rule: string;
  ruleVersion: number;
  title: string;
  finds: 'found' | 'status-unknown' | 'waits';
  /** What it rests on. */
  evidence: readonly EventId[];
}>;

/**
 * Hindsight: today's rules over what was in Tributary of a child at a time, under the links of that time. It says what
 * would have been found, not that anybody should have known.
 */
export async function hindsight(
  io: Io,
  { child, asOf, upTo }: Readonly<{ child: ChildId; asOf: Instant; upTo: FeedPosition }>,
): Promise<readonly WouldFind[]> {
  const { reader, vault, view, statusLimitMs } = io;
  const then: Pick<ChildReader, 'history'> = {
    history: async (...asked) => (await reader.history(...asked)).filter(({ event }) => event.knownFrom <= asOf),
  };
  const scene = await sceneOf({ reader: then, vault, statusLimitMs }, { child, at: upTo, asOf, view });
  return childRules.flatMap((rule) =>
    rule.look({ ...scene, threshold: thresholdsOf(rule, scene) }).map((finding) => wouldFind(rule, finding)),
  );
}

const wouldFind = ({ id, version, title }: ChildRule, finding: Finding): WouldFind => ({
  ...{ rule: id, ruleVersion: version, title, finds: finding.kind },
  evidence: evidenceOf(finding).map((event) => event.id),
});

const evidenceOf = ({ about, with: others }: Finding): readonly AnyEvent[] => [about, ...(others ?? [])];
