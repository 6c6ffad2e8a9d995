import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';

/** Who asks, and as what: one practitioner in one role in one agency, or an agency's own system. */
export type ReaderContext =
  | Readonly<{ kind: 'agency'; agency: AgencyId; client: string; scopes: readonly string[] }>
  | Readonly<{ kind: 'person'; practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>
  | Readonly<{ kind: 'auditor'; practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;

export type SignInClient = Readonly<{ id: string; agency: AgencyId; scopes: readonly string[] }>;

/** One of the roles that a person may act in. */
export type Hat = Readonly<{ role: RoleCode; agency: AgencyId }>;

/** What the directory says of those who bring a token. */
export interface TokenBearers {
  clients(): Promise<readonly SignInClient[]>;
  /** Whether that person holds that role in that agency now. */
  holds(practitioner: PractitionerId, role: RoleCode, agency: AgencyId): Promise<boolean>;
}

/** What the directory says of those who sign in. */
export interface SignIns extends TokenBearers {
  /** Whom an OpenID provider means by that subject; undefined where the directory knows nobody so. */
  personOf(subject: string): Promise<PractitionerId | undefined>;
  hatsOf(practitioner: PractitionerId): Promise<readonly Hat[]>;
  /** Everybody: for the demonstration's page of people to sign in as. */
  people(): Promise<readonly Readonly<{ id: PractitionerId; subject: string; name: string; hats: readonly Hat[] }>[]>;
}

export const AUDITOR = 'auditor' as RoleCode;
