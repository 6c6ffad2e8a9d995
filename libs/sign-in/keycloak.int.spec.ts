import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../testing/free-port';
import { keycloak } from '../testing/keycloak';
import { signInOf } from '.';
import { noSessions, people, settingsOf, type Shape, signingIn } from './signing-in.fixture';

/** A provider elsewhere, with a form for name and password. */
async function keycloakShape(): Promise<Shape> {
  const home = await mkdtemp(join(tmpdir(), 'tributary-home-'));
  const port = await freePort();
  const running = await keycloak(`http://127.0.0.1:${port}`);
  const secretFile = join(home, 'client-secret');
  await writeFile(secretFile, running.clientSecret);
  const oidcClient = { id: 'tributary-console', claim: 'preferred_username', secretFile };
  const settings = { ...settingsOf(port, home), oidcIssuer: running.issuer, oidcClient };
  return {
    signIn: signInOf(settings, people, noSessions),
    issuer: running.issuer,
    headers: () => ({}),
    form: (person) => ({ username: person, password: running.password }),
    agencySecret: async () => running.agencySecret,
    close: async () => {
      await running.close();
      await rm(home, { recursive: true });
    },
  };
}

/** Fetching and starting Keycloak takes a minute or two: `npm run test:keycloak`. */
const described = process.env['KEYCLOAK'] === '1' ? describe : describe.skip;
described('signing in with Keycloak, by discovery alone', () => signingIn(keycloakShape));
