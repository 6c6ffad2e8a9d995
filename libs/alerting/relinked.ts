import { currentFacts, recordsOf } from '@tributary/catalogue';
import { childStream, type ChildId, recordStream, type Recorded, type StreamId } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { recordsEver } from '@tributary/chronology';
import type { Rule } from './domain/rule';
import type { AlertingOptions } from './options';
import { judge, kindOf, type Matter, raise, recallAll, recall } from './raise';

/** A record was moved to this child by hand: what is fresh in any of the child's records is looked at again. */
export async function afterLink(rule: Rule, link: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { matters, linked } = await mattersOf(rule, link, io);
  for (const matter of matters) {
    if (linked.has(matter.fact.event.streamId)) await raise(matter, io, options);
  }
}

/** A record was never this child's: the alerts that would not be there without it are recalled. */
export async function afterUnlink(
  rule: Rule,
  unlink: Recorded,
  io: ReactorIo,
  options: AlertingOptions,
): Promise<void> {
  const { matters, linked } = await mattersOf(rule, unlink, io);
  for (const matter of matters) {
    if (!linked.has(matter.fact.event.streamId)) {
      await recallAll(matter, io);
      continue;
    }
    const { found } = await judge(matter, matter.fact.event.knownFrom, options);
    if (found.kind === 'raise' && kindOf(found) === 'found') await recall(matter, ['status-unknown'], io);
    else if (found.kind === 'raise') await recall(matter, ['found'], io);
    else await recallAll(matter, io);
  }
}

/** What the rule looks at in every record that is or was the child's, and which records are the child's now. */
async function mattersOf(
  rule: Rule,
  cause: Recorded,
  io: ReactorIo,
): Promise<{ matters: readonly Matter[]; linked: ReadonlySet<StreamId> }> {
  const own = cause.event.streamId;
  const child = own.slice(childStream('' as ChildId).length) as ChildId;
  const decisions = (await io.store.loadMany([own], cause.at)).map(({ event }) => event);
  const said = await io.store.loadMany(recordsEver(decisions), cause.at);
  const facts = currentFacts(said).filter(({ event }) => rule.triggers.some((trigger) => trigger === event.type));
  return {
    matters: facts.map((fact) => ({ rule, child, fact, cause })),
    linked: new Set(recordsOf(decisions).map(recordStream)),
  };
}
