import type { ChildReader } from '@tributary/chronology';
import { type AlertId, type ChildId, childStream, type Envelope, type Instant, type Recorded } from '@tributary/kernel';
import { alertIdOf, itemOf, RULE_TIMER, ruleOfTimer } from '../alert-ids';
import { changes, endOf, factsOf, informing, passingOn } from '../commands-for';
import { conclude, type ConcludeIo } from '../conclude';
import type { AlertFact } from '../domain/alert.decider';
import type { Finding } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { hearing } from '../rules';
import type { ChildScene } from '../scene';
import { thresholdsOf } from '../thresholds';
import { type Deed, doneAgain } from './deeds';

/** An event since a wrong link, and the child as it would have been seen then without that link. */
export type Moment = Readonly<{ cause: Recorded; scene: ChildScene }>;
type Found = Exclude<Finding, { kind: 'waits' }>;
type Replaying = Readonly<{
  child: ChildId;
  moments: readonly Moment[];
  /** What was done with each alert since the link, in its order. */
  deeds: ReadonlyMap<AlertId, readonly Deed[]>;
  io: ConcludeIo;
}>;
/** Of each alert what was said in it before a link, or would have been said in it without. */
export type Replayed = ReadonlyMap<AlertId, readonly AlertFact[]>;

/** The child's history as it could be read at a time, under the links of now. */
export const readThen =
  (reader: Pick<ChildReader, 'history'>, then: Instant): Pick<ChildReader, 'history'>['history'] =>
  async (child, ...asked) =>
    (await reader.history(child, ...asked)).filter(
      ({ event }) => event.knownFrom <= then || (event.streamId === childStream(child) && isOfIdentity(event)),
    );

const isOfIdentity = ({ type }: Envelope): boolean => type.startsWith('identity.');

/** The events of the child since a link that made rules look, the oldest first; none of another child's records. */
export const lookedAt = (
  history: readonly Recorded[],
  { since, streams }: Readonly<{ since: Instant; streams: ReadonlySet<string> }>,
): readonly Recorded[] =>
  history.filter(
    ({ event }) =>
      event.knownFrom >= since && streams.has(event.streamId) && !isOfIdentity(event) && rulesOf(event).length > 0,
  );

function rulesOf({ type, data }: Envelope): readonly string[] {
  const { type: retracted, kind, timerId } = data as Readonly<{ type?: string; kind?: string; timerId?: string }>;
  if (type === 'clock.fell-due') return kind === RULE_TIMER ? [ruleOfTimer(timerId ?? '') ?? ''] : [];
  return hearing(type === 'record.fact-retracted' ? (retracted ?? type) : type).map(({ id }) => id);
}

/**
 * What would have been said in the alerts of a rule since a link, had that never been: each event looked at again in its
 * order, and what people did with an alert done again with the alert as it would have stood.
 */
export function replay(rule: ChildRule, before: Replayed, { child, moments, deeds, io }: Replaying): Replayed {
  const said = new Map(before);
  const answered = (after: Instant | undefined, until: Instant | undefined): void => {
    for (const [id, past] of said) {
      const then = (deeds.get(id) ?? []).filter(
        ({ at }) => (after === undefined || at > after) && (until === undefined || at <= until),
      );
      said.set(
        id,
        then.reduce((facts, deed) => [...facts, ...doneAgain(facts, deed)], past),
      );
    }
  };
  let last: Instant | undefined;
  for (const moment of moments.filter(({ cause }) => rulesOf(cause.event).includes(rule.id))) {
    answered(last, moment.scene.asOf);
    last = moment.scene.asOf;
    const { scene } = moment;
    const findings = scene.stoodDown ? [] : rule.look({ ...scene, threshold: thresholdsOf(rule, scene) });
    const found = new Map(findings.flatMap((finding) => placeOf(rule, child, finding)));
    for (const [id, past] of said) {
      const facts = found.has(id)
        ? told(rule, { id, past, finding: found.get(id), moment, io })
        : ended(id, past, moment);
      if (facts.length > 0) said.set(id, [...past, ...facts]);
    }
  }
  answered(last, undefined);
  return said;
}

function placeOf(rule: ChildRule, child: ChildId, finding: Finding): readonly (readonly [AlertId, Found])[] {
  const item = itemOf(finding.about);
  return finding.kind === 'waits' || item === undefined ? [] : [[alertIdOf(rule, child, item, finding.kind), finding]];
}

type Telling = Readonly<{
  id: AlertId;
  past: readonly AlertFact[];
  finding: Found | undefined;
  moment: Moment;
  io: ConcludeIo;
}>;

function told(rule: ChildRule, { id, past, finding, moment, io }: Telling): readonly AlertFact[] {
  const data = finding && conclude(rule, finding, moment.scene, io);
  if (!data) return [];
  const { asOf } = moment.scene;
  const raised = factsOf({ kind: 'raise', data: { ...data, alertId: id }, asOf }, past);
  if (raised.length > 0 || data.historical || data.shadow) return raised;
  const passedOn = passingOn(id, data, past);
  const first = passedOn ? factsOf(passedOn, past) : [];
  return [...first, ...factsOf(informing(id, data), [...past, ...first])];
}

function ended(id: AlertId, past: readonly AlertFact[], moment: Moment): readonly AlertFact[] {
  const command = endOf(id, past, moment);
  return changes(command, past) ? factsOf(command, past) : [];
}
