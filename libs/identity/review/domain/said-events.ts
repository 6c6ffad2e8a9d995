import type { Viewer } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { derivedId, type Instant, londonDate, type NewEvent, recordStream } from '@tributary/kernel';
import { identityEvent } from '../../domain/link-events';
import type { Opinion, Pair } from '../pair';
import type { Step, Verdict } from './verdict';

/** As much of a pair as is told of it. */
export type SaidOf = Pick<
  Pair,
  'id' | 'recordId' | 'from' | 'to' | 'evidence' | 'probability' | 'weights' | 'opinions' | 'seen'
>;
export type Deciding<P extends SaidOf = Pair> = Readonly<{
  viewer: Viewer;
  pair: P;
  verdict: Verdict;
  view: DirectoryView;
  grave: boolean;
}>;
/** What is said without a record that moves. */
export type SaidStep = Exclude<Step, 'link' | 'merge'>;

export const opinionOf = ({ practitioner: by, role, agency }: Viewer, { decision }: Verdict, at: Instant): Opinion => ({
  ...{ by, role, agency, at },
  opinion: decision === 'later' ? 'different' : decision,
});

/** `escalatedTo`: whom the directory names for what two differ on. */
export type Moment = Readonly<{ at: Instant; escalatedTo: string | undefined }>;

/** What a decision says that moves nothing: each repeats itself under the same ids. Pure. */
export function saidEvents(
  step: SaidStep,
  { viewer, pair, verdict, grave }: Deciding<SaidOf>,
  { at, escalatedTo }: Moment,
): readonly NewEvent[] {
  const { recordId, to, from, evidence, probability, weights } = pair;
  const { reason, decision } = verdict;
  const about = { recordId, childId: to };
  const who = { by: viewer.practitioner, role: viewer.role };
  const weighed = {
    evidence: [...evidence],
    ...(probability === null ? {} : { probability }),
    ...(weights === null ? {} : { weights }),
  };
  const cause = derivedId('match', pair.id, pair.seen, step);
  const source = { actor: viewer.practitioner, role: viewer.role };
  const ground = { at, correlationId: cause, causationId: cause, source };
  const place = (name: string) => ({ id: derivedId(name, cause), streamId: recordStream(recordId), childId: from });
  if (step === 'different')
    return [identityEvent('identity.match-rejected', { ...about, ...weighed, ...who, reason }, place(step), ground)];
  if (step === 'sleep') {
    const until = verdict.until ?? londonDate(at);
    return [identityEvent('identity.match-postponed', { ...about, until, ...who, reason }, place(step), ground)];
  }
  const opinion = decision === 'later' ? ('different' as const) : decision;
  const why = pair.opinions.length > 0 ? 'second' : grave ? 'demanded' : 'asked';
  const said = { ...about, opinion, why, ...weighed, ...who, reason } as const;
  const given = identityEvent('identity.match-opinion-given', said, place('opinion'), ground);
  if (step === 'opinion') return [given];
  const first = pair.opinions.map((one) => ({ by: one.by, role: one.role, opinion: one.opinion }));
  const differ = { ...about, opinions: [...first, { ...who, opinion }], ...(escalatedTo ? { to: escalatedTo } : {}) };
  return [given, identityEvent('identity.match-escalated', differ, place(step), ground)];
}
