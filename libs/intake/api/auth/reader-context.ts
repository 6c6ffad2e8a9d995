import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';

/** Who asks, and as what: one practitioner in one role in one agency, or an agency's own system. */
export type ReaderContext =
  | Readonly<{ kind: 'agency'; agency: AgencyId; client: string; scopes: readonly string[] }>
  | Readonly<{ kind: 'person'; practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>
  | Readonly<{ kind: 'auditor'; practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;

export type SignInClient = Readonly<{ id: string; agency: AgencyId; scopes: readonly string[] }>;

/** What the directory says of those who sign in. */
export interface SignIns {
  clients(): Promise<readonly SignInClient[]>;
  /** Whether that person holds that role in that agency now. */
  holds(practitioner: PractitionerId, role: RoleCode, agency: AgencyId): Promise<boolean>;
}

export const AUDITOR = 'auditor' as RoleCode;
