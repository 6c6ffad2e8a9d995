import { type Agency, type DirectoryView, type Feed, type Practitioner, RHYTHMS, ROLES } from '@tributary/directory';
import { Problem } from '@tributary/kernel';
import type { ContractReport } from '../sandbox/contract';

/** What has to stand before a feed goes live, in the order in which it is usually done. */
export const STEPS = ['contact', 'declaration', 'agreement', 'rhythm', 'mapping', 'test'] as const;
export type Step = (typeof STEPS)[number];

export type ChecklistItem = Readonly<{
  id: Step;
  title: string;
  done: boolean;
  /** What stands now, for a reader; it names no child. */
  finding: string;
  /** What to do, where it is not done. */
  next?: string;
}>;

/** The agreement in force for the supplier today. */
export type AgreementInForce = Readonly<{ agreement: string; version: string; incidentContact: string }>;
export type ChecklistFacts = Readonly<{
  feed: Feed;
  view: DirectoryView;
  /** Fields of the directory that it has yet to declare. */
  undeclared: readonly string[];
  agreement: AgreementInForce | undefined;
  /** Of a format that is read by a mapping: the version in force, 0 where there is none. */
  mapping: number | undefined;
  contract: ContractReport;
}>;

type Found = Omit<ChecklistItem, 'id' | 'title'>;

const TITLES: Readonly<Record<Step, string>> = {
  contact: 'Contact and deputy',
  declaration: 'Declaration',
  agreement: 'Agreement',
  rhythm: 'Rhythm and calendar',
  mapping: 'Mapping',
  test: 'Test delivery',
};

const done = (finding: string): Found => ({ done: true, finding });
const open = (finding: string, next: string): Found => ({ done: false, finding, next });

/** How far a feed is on its way to going live. Pure. */
export function checklistOf(facts: ChecklistFacts): readonly ChecklistItem[] {
  const found: Readonly<Record<Step, Found>> = {
    contact: contact(facts),
    declaration: declaration(facts),
    agreement: agreement(facts),
    rhythm: rhythm(facts),
    mapping: mapping(facts),
    test: test(facts),
  };
  return STEPS.map((id) => ({ id, title: TITLES[id], ...found[id] }));
}

/** Somebody is told when it falls silent, and somebody else where they do not answer. */
function contact({ feed, view }: ChecklistFacts): Found {
  const manager = view.practitioner(feed.manager);
  const held = manager?.roles.find(({ role, agency }) => role === ROLES.feedManager && agency === feed.agency);
  if (!manager || !held) {
    return open(
      `${manager?.name ?? feed.manager} is no feed manager of the agency`,
      'Give its manager the role feed-manager in the directory, or name another manager.',
    );
  }
  const deputy = held.deputy === undefined ? undefined : view.practitioner(held.deputy);
  if (!deputy) return open(`${manager.name}, and no deputy`, 'Name a deputy beside the role feed-manager.');
  const mute = [manager, deputy].find((person) => !canBeReached(person));
  if (mute) return open(`${mute.name} has neither a telephone nor an e-mail address`, 'Enter one in the directory.');
  return done(`${manager.name}; deputy ${deputy.name}`);
}

const canBeReached = ({ phone, email }: Practitioner): boolean => (phone ?? email) !== undefined;

function declaration({ feed, undeclared }: ChecklistFacts): Found {
  // A rhythm has a line of its own; since when it is live is what going live declares.
  const missing = undeclared.filter((part) => part !== 'rhythm' && part !== 'liveSince');
  if (missing.length === 0)
    return done(`Controller, cohort and supplier are declared; supplier ${feed.supplier ?? ''}`);
  return open(`The directory says nothing of: ${missing.join(', ')}`, 'Ask whoever keeps the directory to enter it.');
}

/** Its parts are checked when an agreement is loaded: one that lacks any is never in force (access.md 4). */
function agreement({ feed, agreement: found, view }: ChecklistFacts): Found {
  if (!found) {
    return open(
      'No agreement is in force for the agency: nothing it supplies would open to anybody',
      'Agree one, and have it loaded by whoever keeps the hub.',
    );
  }
  const named = `${found.version} is in force`;
  if (found.agreement !== feed.agreement) {
    return open(`${named}; the feed names ${feed.agreement}`, 'Name the agreement in force in the directory.');
  }
  if (!view.practitioner(found.incidentContact)) {
    return open(`${named}; its incident contact is not in the directory`, 'Enter them in the directory.');
  }
  return done(named);
}

function rhythm({ feed, view }: ChecklistFacts): Found {
  if (feed.rhythm === undefined) return open('None declared', 'Declare how often something should come.');
  // A yearly return, or what is sent as it happens: nobody could say when it is late.
  if (!(RHYTHMS as readonly string[]).includes(feed.rhythm)) return done(`${feed.rhythm}; its silence is not watched`);
  const words = feed.by === undefined ? feed.rhythm : `${feed.rhythm} by ${feed.by}`;
  if (feed.rhythm !== 'each school day' || hasCalendar(view.agency(feed.agency))) return done(words);
  return open(`${words}; the school’s terms are not known`, 'Enter its terms and inset days in the directory.');
}

const hasCalendar = (agency: Agency | undefined): boolean => (agency?.terms ?? []).length > 0;

function mapping({ mapping: version }: ChecklistFacts): Found {
  if (version === undefined) return done('None needed: the hub reads its form as it is');
  if (version > 0) return done(`Version ${version} is in force`);
  return open('None is in force', 'Write one, try it on a file, and put it in force.');
}

/** Seen by the hub in the feed's sandbox, by what stands now. */
function test({ feed, contract: { state, samplesAlone, changed = [], checks } }: ChecklistFacts): Found {
  const run = `npx tributary feed test ${feed.id} --client ${feed.agency}`;
  if (state === 'stale') return open(`Passed, and changed since: ${changed.join(', ')}`, `Run them again: ${run}`);
  if (state === 'open') {
    const missing = checks.filter(({ seen }) => !seen).map(({ title }) => title.toLowerCase());
    return open(`Not yet shown: ${missing.join('; ')}`, `Run the contract tests: ${run}`);
  }
  if (samplesAlone)
    return open('Passed with the hub’s own sample files', `Send a file of your own system: ${run} FILE`);
  return done('Contract tests passed');
}

/** What is still open, by title; empty where the feed may go live. */
export const openSteps = (items: readonly ChecklistItem[]): readonly string[] =>
  items.filter((item) => !item.done).map(({ title }) => title);

/** Throws a Problem that names what is open. */
export function requireComplete(items: readonly ChecklistItem[]): void {
  const open = openSteps(items);
  if (open.length === 0) return;
  throw new Problem(
    'checklist-open',
    409,
    'The feed cannot go live yet',
    `Still open: ${open.join(', ')}. Its page says what to do.`,
    { open },
  );
}
