import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import { LocalProvider, localIssuer } from '@tributary/sign-in';

/** Tokens of the local provider of that home, as `tributary token` prints them. */
export function tokensOf(home: string): Readonly<{
  client(agency: string): Promise<string>;
  person(practitioner: string, role: string, agency: string): Promise<string>;
}> {
  const provider = (agency?: string): LocalProvider =>
    new LocalProvider({
      env: 'demo',
      home,
      issuer: localIssuer(undefined),
      clients: async () => (agency ? [{ id: agency, agency: agency as AgencyId, scopes: ['feed'] }] : []),
    });
  return {
    client: (agency) => provider(agency).issueClientToken(agency),
    person: (practitioner, role, agency) =>
      provider().issueUserToken(practitioner as PractitionerId, role as RoleCode, agency as AgencyId),
  };
}
