import type { AnyEvent, DataOf } from '@tributary/catalogue';
import { type Instant, millisOf, type RecordRef } from '@tributary/kernel';
import { ackDue, type AckPolicy } from './due';
import type { Finding, Found, StatusUnknown } from './domain/finding';
import type { ChildRule } from './domain/rule';
import type { Severity } from './domain/severity';
import { CONCERNS } from './domain/signals';
import { agencyOf } from './domain/scene';
import { leftOut } from './left-out';
import { authorityOf, follow, type Routing, type Told, tellWhom } from './routes';
import type { ChildScene } from './scene';

type Raised = DataOf<'alerting.alert-raised'>;
export type Conclusion = Omit<Raised, 'alertId'>;
export type ConcludeIo = Readonly<{
  refOf: (kind: string, ...parts: readonly string[]) => RecordRef;
  policy: AckPolicy & Readonly<{ freshnessMs: number }>;
}>;

/** What a finding comes to: an alert to somebody, one in shadow, one of history; undefined where nobody is to be told. */
export function conclude(
  rule: ChildRule,
  finding: Exclude<Finding, { kind: 'waits' }>,
  scene: ChildScene,
  { refOf, policy }: ConcludeIo,
): Conclusion | undefined {
  const { view, asOf, identityConfirmed } = scene;
  const evidence = [finding.about, ...(finding.with ?? [])];
  const authority = authorityOf(scene, finding.about);
  const common = {
    childId: scene.child,
    rule: rule.id,
    ruleVersion: rule.version,
    severity: severityOf(rule, finding),
    evidence: [...new Set(evidence.map(({ id }) => id))],
    ...(authority ? { authority } : {}),
  };
  if (isHistory(finding, asOf, policy.freshnessMs)) {
    return finding.kind === 'found' ? { ...common, historical: true } : undefined;
  }
  const out = leftOut(scene);
  const told = toldOf(finding, common.severity, { scene, refOf, authority, leftOut: out, policy });
  if (!told) return undefined;
  const { owner, informed } = told;
  const isLive = view.isLive(rule.id, authority);
  const dueAt = isLive ? ackDue({ severity: common.severity, agency: owner.agency, asOf }, view, policy) : undefined;
  return {
    ...common,
    owner,
    informed: [...informed],
    statusUnknown: finding.kind === 'status-unknown',
    identityConfirmed,
    ...(dueAt ? { dueAt } : {}),
    ...feedbackTo(evidence, { scene, refOf, authority, leftOut: out, policy }),
    ...(out.size > 0 ? { leftOut: [...out].sort() } : {}),
    ...(isLive ? {} : { shadow: true }),
  };
}

/** Whose concerns it rests on: their agency's lead hears that they were seen. */
function feedbackTo(evidence: readonly AnyEvent[], routing: Routing): Pick<Raised, 'feedbackTo'> {
  const heard = evidence
    .filter(({ type }) => CONCERNS.some((concern) => concern === type))
    .flatMap((event) =>
      follow({ to: 'lead-of', agency: agencyOf(event), reason: 'raised-it' }, routing).map(
        ({ practitioner, role, agency }) => ({ practitioner, role, agency, concern: event.id }),
      ),
    );
  return heard.length > 0 ? { feedbackTo: heard } : {};
}

const severityOf = (rule: ChildRule, finding: Found | StatusUnknown): Severity =>
  finding.kind === 'status-unknown' ? 'this-week' : (finding.severity ?? rule.severity);

/** Delivered as history, or over for longer than the freshness before it could be known. */
const isHistory = (finding: Found | StatusUnknown, asOf: Instant, freshnessMs: number): boolean =>
  finding.about.backfill === true || millisOf(asOf) - millisOf(finding.since) > freshnessMs;

function toldOf(finding: Found | StatusUnknown, severity: Severity, routing: Routing): Told | undefined {
  const { about } = finding;
  if (finding.kind === 'found') {
    return tellWhom({ owner: finding.owner, informed: finding.informed, severity, about }, routing);
  }
  // Whose status it is does not matter to whoever mends the feed.
  const [owner] = [...follow({ to: 'status-feed' }, routing), ...follow({ to: 'duty' }, routing)];
  const informed = (finding.informed ?? []).flatMap((route) => follow(route, routing));
  return owner && { owner, informed: informed.filter(({ practitioner }) => practitioner !== owner.practitioner) };
}
