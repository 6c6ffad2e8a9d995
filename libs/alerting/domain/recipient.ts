import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';

/** Somebody who is told, in which role, and why it is them. */
export type Recipient = Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId; reason: string }>;
