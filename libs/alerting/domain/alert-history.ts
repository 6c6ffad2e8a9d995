import { type AlertFact, alertFacts, type Person } from './alert.state';

type Told = Readonly<{ practitioner?: string; role: string; agency: string }>;

/** One thing that was done with an alert, by whom and to whom. */
export type AlertStep = Readonly<{
  at: string;
  what:
    | 'raised'
    /** What it rests on was put right; what was done with it stands. */
    | 'put-right'
    | 'informed'
    | 'escalated'
    | 'reassigned'
    | 'acknowledged'
    | 'acted'
    | 'challenged'
    | 'closed'
    | 'reopened';
  /** Null: the hub itself. */
  by: Readonly<{ practitioner: string; role: string; agency: string | null }> | null;
  to: readonly Told[];
  /** Why it went on, what was done, or with which outcome it was closed. */
  detail: string | null;
  /** The alert that tells of it since, where it was merged into one. */
  into?: string;
  /** In somebody's own words: for those alone whose alert it is or was. */
  note: string | null;
}>;

type Past = readonly Readonly<{ type: string; data: unknown; knownFrom: string }>[];

/** What happened to an alert since it was last raised, and not only put right, in its order. Pure. */
export function historyOf(past: Past, reader: Readonly<{ person: Person; mayAnswer: boolean }>): readonly AlertStep[] {
  const begins = past.findLastIndex((event) =>
    alertFacts([event]).some((fact) => fact.type === 'alerting.alert-raised' && !fact.data.stands),
  );
  return stepsOf(past.slice(Math.max(begins, 0))).map((step) => {
    const isOwn = step.by?.practitioner === reader.person.practitioner;
    return { ...step, note: isOwn || reader.mayAnswer ? step.note : null };
  });
}

/** All that ever happened to an alert, in its order, everybody's own words included. Pure. */
export const stepsOf = (past: Past): readonly AlertStep[] =>
  past.flatMap((event) => {
    const [fact] = alertFacts([event]);
    return fact ? [{ ...NOTHING, ...stepOf(fact), at: event.knownFrom }] : [];
  });

const NOTHING = { by: null, to: [], detail: null, note: null } as const;
type Step = Pick<AlertStep, 'what'> & Partial<AlertStep>;

function stepOf(fact: AlertFact): Step {
  switch (fact.type) {
    case 'alerting.alert-raised':
      return raisedStep(fact.data);
    case 'alerting.alert-informed':
      return { what: 'informed', to: fact.data.informed };
    case 'alerting.alert-escalated':
      return { what: 'escalated', to: [fact.data.to], detail: fact.data.cause };
    case 'alerting.alert-reassigned':
      return { what: 'reassigned', by: byOf(fact.data), to: [fact.data.to], ...noteOf(fact.data) };
    case 'alerting.alert-acknowledged':
      return { what: 'acknowledged', by: byOf(fact.data) };
    case 'alerting.alert-acted':
      return { what: 'acted', by: byOf(fact.data), detail: fact.data.action, ...noteOf(fact.data) };
    case 'alerting.alert-challenged':
      return { what: 'challenged', by: byOf(fact.data), ...noteOf(fact.data) };
    case 'alerting.alert-reopened':
      return { what: 'reopened', by: byOf(fact.data), ...noteOf(fact.data) };
    case 'alerting.alert-closed':
      return {
        ...{ what: 'closed', by: byOf(fact.data), detail: fact.data.outcome },
        ...noteOf(fact.data),
        ...(fact.data.into === undefined ? {} : { into: fact.data.into }),
      };
  }
}

type Raised = Extract<AlertFact, { type: 'alerting.alert-raised' }>['data'];
const raisedStep = ({ owner, informed = [], stands }: Raised): Step => ({
  what: stands ? 'put-right' : 'raised',
  to: [...(owner ? [owner] : []), ...(stands?.handedTo ?? []), ...informed],
});

type Actor = Readonly<{ by: string; role: string; agency?: string }>;
const byOf = ({ by, role, agency }: Actor): AlertStep['by'] =>
  role === 'system' ? null : { practitioner: by, role, agency: agency ?? null };
const noteOf = ({ note }: Readonly<{ note?: string }>) => (note === undefined ? {} : { note });
