import type { AgencyId, DataClass, Release } from '@tributary/kernel';

/** How a reader stands to a child, at the time of the read. None of them: nothing is seen. */
export type Relation = 'allocated-worker' | 'worker-line' | 'virtual-school' | 'alert-recipient' | 'auditor';

export type Reach = Readonly<{
  level: 'content' | 'status' | 'existence' | 'nothing';
  rule: string;
  reason: string;
  version: string;
}>;

export type AccessRequest = Readonly<{
  /** The agency for which the reader acts now. */
  agency: AgencyId;
  relations: ReadonlySet<Relation>;
  purpose: string;
}>;

/** What is decided on: who supplied it, its class, and whether it was released. */
export type Subject = Readonly<{ agency: AgencyId; dataClass: DataClass; release: Release }>;

/** Of the rules below; an entry in the ledger names it. */
export const ACCESS_VERSION = 'spine-1';

type Level = Exclude<Reach['level'], 'nothing'>;
type Row = Readonly<Partial<Record<DataClass, Level>>>;

/**
 * What each relation opens: the columns of the default disclosure matrix that the spine has relations for. A class
 * that is missing stays shut. Mental health, substance misuse, sexual health, counselling, immigration, adoption,
 * allegations and court papers are in no row on purpose.
 */
const OPENS: Readonly<Record<Exclude<Relation, 'auditor'>, Row>> = {
  'allocated-worker': {
    general: 'content',
    education: 'content',
    attendance: 'content',
    'family-help': 'content',
    'social-care-status': 'content',
    'child-protection': 'content',
    'looked-after': 'content',
    'universal-health': 'status',
    'acute-health': 'status',
    'police-incident': 'status',
    housing: 'content',
  },
  'worker-line': {
    general: 'content',
    education: 'content',
    attendance: 'content',
    'family-help': 'content',
    'social-care-status': 'content',
    'child-protection': 'content',
    'looked-after': 'content',
    'universal-health': 'status',
    'acute-health': 'status',
  },
  'virtual-school': { general: 'content', education: 'content', attendance: 'content', 'looked-after': 'status' },
  // An approved rule opens the events it names, and then only those: the school's fact and that a worker is known.
  'alert-recipient': { general: 'content', education: 'content', 'social-care-status': 'status' },
};

const LEVELS = ['nothing', 'existence', 'status', 'content'] as const;

/**
 * May this reader see that? Pure, and shut unless something opens it. The supplier reads what it supplied; what is held
 * back stays inside its audience whatever the relation; an auditor needs a purpose of audit.
 */
export function decide(request: AccessRequest, subject: Subject): Reach {
  if (request.agency === subject.agency) return reach('content', 'own-record', 'Your agency supplied it');
  if (subject.release.state === 'held' && !subject.release.audience.includes(request.agency)) {
    return reach('nothing', 'not-released', 'It has not been released to your agency');
  }
  if (request.relations.has('auditor')) {
    return request.purpose === 'audit'
      ? reach('content', 'audit', 'Read for an audit')
      : reach('nothing', 'audit-purpose-missing', 'An auditor reads for an audit alone');
  }
  return widest(request.relations, subject.dataClass);
}

function widest(relations: ReadonlySet<Relation>, dataClass: DataClass): Reach {
  let best = reach('nothing', 'no-ground', 'No ground opens it to you');
  for (const [relation, row] of Object.entries(OPENS)) {
    const level = relations.has(relation as Relation) ? row[dataClass] : undefined;
    if (level && LEVELS.indexOf(level) > LEVELS.indexOf(best.level))
      best = reach(level, relation, REASONS[relation] ?? '');
  }
  return best;
}

const REASONS: Readonly<Record<string, string>> = {
  'allocated-worker': 'You are the child’s social worker',
  'worker-line': 'You deputise for or manage the child’s social worker',
  'virtual-school': 'Your virtual school looks after the child’s education',
  'alert-recipient': 'An alert about the child was sent to you',
};

const reach = (level: Reach['level'], rule: string, reason: string): Reach => ({
  level,
  rule,
  reason,
  version: ACCESS_VERSION,
});
