import { LEAD_ROLES, ROLES } from '@tributary/directory';
import { formatPosition, Problem, type RoleCode } from '@tributary/kernel';
import { sealsOn } from '../domain/protected-address';
import type { Viewer } from '../ports';
import { by, type Decisions } from './decisions';

/** Who may say that an address is protected, and lift what their agency said. */
const SEALING_ROLES: readonly RoleCode[] = [
  ...LEAD_ROLES,
  ...[ROLES.socialWorker, ROLES.teamManager, ROLES.dutySocialWorker, ROLES.emergencyDuty],
];

export type Sealing = Readonly<{ whose: 'child' | 'household'; reason: string }>;

/** Sealing where a child can be found, by hand (design/access.md 7); feeds say it by events of their own. */
export class ProtectedAddresses {
  constructor(private readonly decisions: Decisions) {}

  /** Problems: child-unknown, role-may-not-seal. */
  async seal(viewer: Viewer, ref: string, { whose, reason }: Sealing): Promise<object> {
    const { decisions } = this;
    const child = await this.enter(viewer, ref);
    const data = { whose, ...by(viewer), reason };
    const event = decisions.event({ viewer, child, type: 'governance.location-sealed', data });
    const { position } = await decisions.append(child, event);
    await decisions.write('location-seal', viewer, child);
    return { id: event.id, sealed: true, position: formatPosition(position) };
  }

  /** Lifts every seal that the viewer's agency set by hand. Problems: child-unknown, role-may-not-seal, seal-unknown. */
  async lift(viewer: Viewer, ref: string, { reason }: Readonly<{ reason: string }>): Promise<object> {
    const { decisions } = this;
    const child = await this.enter(viewer, ref);
    const own = sealsOn(await decisions.options.decisionsOn(child)).filter(({ agency }) => agency === viewer.agency);
    if (own.length === 0) throw sealUnknown();
    for (const { id: seal } of own) {
      const data = { seal, ...by(viewer), reason };
      await decisions.append(child, decisions.event({ viewer, child, type: 'governance.location-unsealed', data }));
    }
    await decisions.write('location-seal', viewer, child);
    return { lifted: own.length };
  }

  private async enter(viewer: Viewer, ref: string) {
    const { decisions } = this;
    const child = await decisions.childFor(viewer, ref);
    const refusal = await decisions.refusalOf(viewer, child);
    if (refusal) return decisions.refuse('location-seal', viewer, child, refusal);
    if (!SEALING_ROLES.includes(viewer.role)) throw roleMayNot();
    return child;
  }
}

const roleMayNot = (): Problem =>
  new Problem(
    'role-may-not-seal',
    403,
    'Your role does not seal or unseal where a child is',
    'Ask a social worker, their manager or whoever leads safeguarding in your agency, now',
  );

const sealUnknown = (): Problem =>
  new Problem(
    'seal-unknown',
    404,
    'Your agency has set no seal on this child',
    'Another agency or a feed may have: only they lift theirs',
  );
