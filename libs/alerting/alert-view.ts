import type { AlertId, Instant } from '@tributary/kernel';
import type { Hat } from './domain/answers';
import type { Colleague } from './notices/other';
import type { RecalledAlert } from './recalls/recalled';

/** Who asks: one person in one role in one agency. */
export type Person = Hat;

/** An alert as it leaves the house: the child by the reader's agency's own reference, and no agency's number. */
export type AlertView = Readonly<{
  id: AlertId;
  /** Null where it is about a feed. */
  child: string | null;
  feed: string | null;
  rule: string;
  ruleVersion: number;
  title: string;
  severity: string;
  status: string;
  raisedAt: string;
  dueAt: string | null;
  /** Whose alert it is now; false for those who were told for information, or before. */
  owner: boolean;
  /** Whether this reader may acknowledge, act on and close it. */
  mayAnswer: boolean;
  statusUnknown: boolean;
  identityConfirmed: boolean;
  /** Since when its time to be acknowledged is over. */
  overdueSince: string | null;
  /** Code of the authority whose front door is the child's. */
  authority: string | null;
  /** Why this reader was told, as a sentence. */
  why: string;
  text: readonly string[];
  evidence: readonly string[];
  toldToo: readonly ToldToo[];
  /** Where it is a notice that somebody else works with the child: who, what they do and since when. */
  other: Colleague | null;
  /** Where it is a message that holds several notices: those notices, of which nothing else was sent. */
  holds: readonly AlertView[];
  /** Where it is a recall: the alert that is taken back. */
  recalls: RecalledAlert | null;
  outcome: string | null;
  /** Other alerts of the reader's that are about brothers and sisters of the child and came near this one. */
  together: readonly string[];
  /** Until when this reader may take back that it was closed; null where they may not. */
  reopenableUntil: Instant | null;
}>;

/** Somebody else it went to; `owner` where it is theirs now. */
export type ToldToo = Readonly<{
  practitioner: string;
  name: string;
  role: string;
  agency: string;
  reason: string;
  owner: boolean;
}>;

/** An alert in a list: without who else was told. */
export type AlertLine = Omit<
  AlertView,
  'text' | 'evidence' | 'toldToo' | 'child' | 'other' | 'holds' | 'recalls' | 'reopenableUntil'
>;

/** “Your concern was seen by … on …”; by role, never by name, and nothing of what came of it. */
export type Feedback = Readonly<{ concern: string; child: string; seenByRole: string; seenAt: string }>;
