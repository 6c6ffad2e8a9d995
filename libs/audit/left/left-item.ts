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
  /** `system`: a notice to an agency's own system, by whichever way it hears. */
  kind: 'file' | 'alert' | 'notice' | 'mail' | 'system';
  at: Instant;
  to: Readonly<{ role: string; agency: string }>;
  /** By which rules, in their versions. */
  basis: readonly string[];
  purpose: string | null;
  format: string | null;
  lines: number | null;
  /** It can have carried what was said of another child, whose record had been taken for this one's. */
  wrongChild: boolean;
  recall: Recall | null;
}>;

/** An event of the child's, as far as it decides who may know that something about it left. */
export type Source = Readonly<{
  agency: AgencyId;
  dataClass: string;
  knownFrom: Instant;
  open: boolean;
  /** When its record was found to be another child's; missing while it is this one's. */
  wrongSince?: Instant;
}>;
export type Letter = Readonly<{ messageId: string; alertId: string; practitioner: string; at: Instant }>;

/** That there is an alert was told to an agency's system. */
export type SystemNotice = Readonly<{ id: string; agency: AgencyId; alertId: string; at: Instant }>;

export type Leaving = Readonly<{
  files: readonly FileTaken[];
  told: readonly ToldOf[];
  letters: readonly Letter[];
  systems: readonly SystemNotice[];
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
    ...files.map((file) => fileItem(file, leaving)),
    ...told.map((one) => toldItem(one, leaving)),
    ...leaving.letters.flatMap((letter) => letterItem(letter, told, leaving)),
    ...leaving.systems.flatMap((notice) => systemItem(notice, told, leaving)),
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

/** Taken while the record was taken for this child's. */
const isWrong = (file: FileTaken, { sources }: Leaving): boolean =>
  [...sources.values()].some(
    (source) => source.wrongSince !== undefined && file.at < source.wrongSince && carries(file, source),
  );

const fileItem = (file: FileTaken, leaving: Leaving): Item => {
  const { taken, at, role, agency, purpose, shown } = file;
  return {
    ...{ id: taken.id, kind: 'file', at, to: { role, agency }, purpose, wrongChild: isWrong(file, leaving) },
    basis: [...new Set(shown.map(({ rule, version }) => `${rule} (${version})`))].sort(),
    ...{ format: taken.format, lines: taken.lines },
  };
};

const toldItem = ({ alert, kind, at, to, rule, ruleVersion, evidence }: ToldOf, { sources }: Leaving): Item => ({
  id: derivedId('left', kind, alert, to.practitioner ?? '', to.role, to.agency, at),
  ...{ kind, at, to: { role: to.role, agency: to.agency }, basis: [`${rule} (${ruleVersion})`] },
  ...{ purpose: null, format: null, lines: null },
  wrongChild: evidence.some((id) => sources.get(id)?.wrongSince !== undefined),
});

/** Says that there is an alert, never what; it went to whom the alert told. */
function letterItem(
  { messageId, alertId, practitioner, at }: Letter,
  told: readonly ToldOf[],
  leaving: Leaving,
): readonly Item[] {
  const about = told.find(({ alert, to }) => alert === alertId && to.practitioner === practitioner);
  return about ? [{ ...toldItem(about, leaving), id: derivedId('left', 'mail', messageId), kind: 'mail', at }] : [];
}

/** Says that there is an alert, never what; it went to a system, of whatever role. */
function systemItem(
  { id, agency, alertId, at }: SystemNotice,
  told: readonly ToldOf[],
  leaving: Leaving,
): readonly Item[] {
  const about = told.find(({ alert, to }) => alert === alertId && to.agency === agency);
  const to = { role: 'system', agency };
  return about ? [{ ...toldItem(about, leaving), id: derivedId('left', 'system', id), kind: 'system', at, to }] : [];
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
