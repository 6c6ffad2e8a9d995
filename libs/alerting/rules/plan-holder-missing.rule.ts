import { isEvent } from '@tributary/catalogue';
import { type Instant, plusDays } from '@tributary/kernel';
import type { Finding } from '../domain/finding';
import type { ChildRule } from '../domain/rule';
import { dayOf, type FactOf, factsOf, heldAt, momentOf, type Scene } from '../domain/scene';
import { DUTY, NEVER_ANY, STATUS_EVENTS, VIRTUAL_SCHOOL, WORKERS } from './shared';

type Report = FactOf<'social-care.missing-started' | 'police.child-reported-missing'>;

export const planHolderMissing: ChildRule = {
  about: 'child',
  id: 'plan-holder-missing',
  version: 1,
  title: 'A child with a plan, or in care, is missing',
  words:
    'When the police or the council say that a child is missing, and the live feed says that the child has a plan or is ' +
    'looked after, or the police set the risk high, whoever is on duty in the child’s authority at that hour is told at ' +
    'once. The allocated social worker and, for a child in care, the head of the virtual school are told too. It ends ' +
    'when the child is back.',
  why:
    'The first hours count. Those who search may not know of the plan, and those who made the plan may not know that ' +
    'there is a search.',
  source:
    'Practice research, Annex A1 row 2 and A2 “child missing” (immediate, duty service now); S1 entries 86 and 87 (a ' +
    'pupil who vanished while still on roll; a child at risk of absconding)',
  triggers: ['social-care.missing-started', 'police.child-reported-missing'],
  hears: ['social-care.missing-ended', ...STATUS_EVENTS],
  severity: 'immediate',
  owner: 'the duty social worker; out of their hours the emergency duty team',
  informed: 'the allocated social worker; the virtual school head of a child in care',
  freshness: 'seven days from the report (FRESHNESS)',
  next: [
    'Ring the police: the reference, the risk that they set, and who leads.',
    'Tell them of the plan, and where the child went before.',
    'When the child is back, somebody independent offers to listen to them, within 72 hours.',
  ],
  exclusions: [
    'a child who is back already',
    'a second report of the same absence: reports within a day of each other are one',
    'a child who, by a feed that is current, has no plan and is not in care, unless the risk is high',
  ],
  never: ['waits for anybody’s opening hours', 'says where the child was last seen', ...NEVER_ANY],
  thresholds: {
    sameAbsenceDays: { value: 1, unit: 'days', about: 'reports this close together are taken for one absence' },
  },
  look: (scene) => absences(scene).flatMap((reports) => judge(scene, reports)),
};

/** Reports of one absence together, the first to become known first. */
function absences(scene: Scene): readonly (readonly Report[])[] {
  const reports = factsOf(scene, 'social-care.missing-started', 'police.child-reported-missing');
  const together: Report[][] = [];
  for (const report of reports) {
    const same = together.find(([first]) => first && isSameAbsence(scene, first, report));
    if (same) same.push(report);
    else together.push([report]);
  }
  return together;
}

function isSameAbsence(scene: Scene, a: Report, b: Report): boolean {
  const days = scene.threshold('sameAbsenceDays');
  return dayOf(a) <= plusDays(dayOf(b), days) && dayOf(b) <= plusDays(dayOf(a), days);
}

function judge(scene: Scene, reports: readonly Report[]): Finding[] {
  const [about] = reports;
  if (!about || isBack(scene, about)) return [];
  const since = reports.map(momentOf).reduce((a, b) => (a > b ? a : b));
  const word = heldAt(scene, about, ['protection-plan', 'need-plan', 'looked-after']);
  const isHighRisk = reports.some(({ data }) => data.risk?.code === 'HIGH');
  if (word === 'known' || isHighRisk) return [found(scene, reports, about, since)];
  // Whether there is a plan matters now: the duty desk can look in its own system.
  return word === 'not-current' ? [{ kind: 'status-unknown', about, since, informed: [DUTY] }] : [];
}

function found(scene: Scene, reports: readonly Report[], about: Report, since: Instant): Finding {
  const informed = heldAt(scene, about, ['looked-after']) === 'known' ? [WORKERS, VIRTUAL_SCHOOL] : [WORKERS];
  return { kind: 'found', about, with: reports.slice(1), since, owner: [DUTY], informed };
}

/** An end that names the same episode, or comes on or after the day of the report. */
function isBack(scene: Scene, report: Report): boolean {
  const episode = isEvent(report, 'social-care.missing-started') ? report.data.episode : undefined;
  return factsOf(scene, 'social-care.missing-ended').some(
    (end) =>
      (episode !== undefined && end.data.episode === episode) || (dayOf(end) >= dayOf(report) && isAfter(end, report)),
  );
}

/** On one day the order in which it became known decides: found in the morning, missing again at night. */
const isAfter = (end: FactOf<'social-care.missing-ended'>, report: Report): boolean =>
  dayOf(end) > dayOf(report) || end.knownFrom >= report.knownFrom;
