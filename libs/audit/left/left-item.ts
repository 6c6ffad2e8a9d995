import type { FileTaken } from '@tributary/access';
import type { ToldOf } from '@tributary/alerting';
import { isEvent } from '@tributary/catalogue';
import { type AgencyId, derivedId, type Envelope, type EventId, type Instant } from '@tributary/kernel';

/** What became of something that was asked back; `answer` null while nothing is known. */
export type Recall = Readonly<{
  id: EventId;
  at: Instant;
  reason: string;
  answer: Readonly<{ at: Instant; outcome: string; words: string }> | null;
}>;

/** One thing about a child that left the hub, or told somebody. Never what it said, nor who by name. */
export type LeftItem = Readonly<{
  /** A file's own number, as it bears it; of anything else one made from what it is. */
  id: string;
  kind: 'file' | 'alert' | 'notice' | 'mail';
  at: Instant;
  to: Readonly<{ role: string; agency: string }>;
  /** By which rules, in their versions. */
  basis: readonly string[];
  purpose: string | null;
  format: string | null;
  lines: number | null;
  recall: Recall | null;
}>;

/** An event of the child's, as far as it decides who may know that something about it left. */
export type Source = Readonly<{ agency: AgencyId; dataClass: string; knownFrom: Instant; open: boolean }>;
export type Letter = Readonly<{ messageId: string; alertId: string; practitioner: string; at: Instant }>;

export type Leaving = Readonly<{
  files: readonly FileTaken[];
  told: readonly ToldOf[];
  letters: readonly Letter[];
  sources: ReadonlyMap<EventId, Source>;
  recalls: ReadonlyMap<string, Recall>;
}>;

/** Who asks: an auditor sees all that is not restricted, a data officer what their agency supplied or was told. */
export type Asker = Readonly<{ agency: AgencyId; isAuditor: boolean }>;

/** Oldest first; with `event`, only what can have carried it. Pure. */
export function leftOf(leaving: Leaving, asker: Asker, event?: EventId): readonly LeftItem[] {
  const told = leaving.told.filter((one) => mayKnow(one, leaving, asker) && (!event || one.evidence.includes(event)));
  const files = leaving.files
    .filter((file) => isTheirs(file, asker))
    .filter((file) => !event || carries(file, mine(leaving.sources.get(event), asker)));
  const items = [
    ...files.map(fileItem),
    ...told.map(toldItem),
    ...leaving.letters.flatMap((letter) => letterItem(letter, told)),
  ];
  return items
    .map((item) => ({ ...item, recall: leaving.recalls.get(item.id) ?? null }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
}

const isTheirs = ({ agency, shown }: FileTaken, { agency: own, isAuditor }: Asker): boolean =>
  isAuditor || agency === own || shown.some((one) => one.agency === own);

/** Nobody learns of another agency's event by asking whether something carried it. */
const mine = (source: Source | undefined, { agency, isAuditor }: Asker): Source | undefined =>
  source && (source.agency === agency || (isAuditor && source.open)) ? source : undefined;

/** The ledger has agency and class of what a file held, not each event. */
const carries = ({ at, shown }: FileTaken, source: Source | undefined): boolean =>
  source !== undefined &&
  source.knownFrom <= at &&
  shown.some(({ agency, dataClass }) => agency === source.agency && dataClass === source.dataClass);

/** What rests on another agency's restricted or unreleased event is not told; of what was erased nothing is known. */
function mayKnow({ evidence, to }: ToldOf, { sources }: Leaving, { agency, isAuditor }: Asker): boolean {
  const known = evidence.flatMap((id) => sources.get(id) ?? []);
  const isOwn = (source: Source): boolean => source.agency === agency;
  return (
    known.every((source) => source.open || isOwn(source)) && (isAuditor || to.agency === agency || known.some(isOwn))
  );
}

type Item = Omit<LeftItem, 'recall'>;

const fileItem = ({ taken, at, role, agency, purpose, shown }: FileTaken): Item => ({
  ...{ id: taken.id, kind: 'file', at, to: { role, agency }, purpose },
  basis: [...new Set(shown.map(({ rule, version }) => `${rule} (${version})`))].sort(),
  ...{ format: taken.format, lines: taken.lines },
});

const toldItem = ({ alert, kind, at, to, rule, ruleVersion }: ToldOf): Item => ({
  id: derivedId('left', kind, alert, to.practitioner ?? '', to.role, to.agency, at),
  ...{ kind, at, to: { role: to.role, agency: to.agency }, basis: [`${rule} (${ruleVersion})`] },
  ...{ purpose: null, format: null, lines: null },
});

/** Says that there is an alert, never what; it went to whom the alert told. */
function letterItem({ messageId, alertId, practitioner, at }: Letter, told: readonly ToldOf[]): readonly Item[] {
  const about = told.find(({ alert, to }) => alert === alertId && to.practitioner === practitioner);
  return about ? [{ ...toldItem(about), id: derivedId('left', 'mail', messageId), kind: 'mail', at }] : [];
}

/** By the item that was asked back, the last of each; from the child's own stream. Pure. */
export function recallsIn(events: readonly Envelope[]): ReadonlyMap<string, Recall> {
  const recalls = new Map<string, Recall>();
  for (const event of events) {
    const at = event.knownFrom;
    if (isEvent(event, 'governance.recall-asked')) {
      recalls.set(event.data.item, { id: event.id, at, reason: event.data.reason, answer: null });
    } else if (isEvent(event, 'governance.recall-answered')) {
      const { recall, outcome, words } = event.data;
      for (const [item, one] of recalls)
        if (one.id === recall) recalls.set(item, { ...one, answer: { at, outcome, words } });
    }
  }
  return recalls;
}
