import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { type Agency, DirectoryView, type Feed } from '@tributary/directory';
import {
  composeContracts,
  composeMappingDesk,
  composeOnboarding,
  composeSandbox,
  configureHttp,
  FeedDeclarations,
  type FeedInfo,
  type IntakeLimits,
  IntakeHttpModule,
} from '@tributary/intake';
import type { Clock, PractitionerId } from '@tributary/kernel';
import { RateLimit } from '@tributary/runtime';
import { AccessTokens, LocalProvider, localIssuer, type TokenBearers } from '@tributary/sign-in';
import { feedRegistry, testIntake, type TestIntake } from './intake';

export type TestIntakeHttp = TestIntake &
  Readonly<{
    app: NestExpressApplication;
    port: number;
    home: string;
    provider: LocalProvider;
    issuer: string;
    /** What was answered with 500. */
    unexpected: readonly unknown[];
  }>;

const NOBODY = { authorities: [], practitioners: [] };
/** All are schools. */
const agenciesOf = (feeds: readonly FeedInfo[]): readonly Agency[] =>
  [...new Set(feeds.map(({ agency }) => agency))].map((id) => ({
    id,
    name: id,
    sector: 'education',
    authority: '999',
  }));
const entryOf = ({ id, agency, format, live, agreement }: FeedInfo): Feed => ({
  ...{ id, agency, format, live, agreement },
  manager: 'p-manager' as PractitionerId,
});

/** An intake behind HTTP, with the local sign-in provider. */
export async function testIntakeHttp(
  feeds: readonly FeedInfo[],
  signIns: TokenBearers,
  limits: Partial<IntakeLimits> = {},
  { sandboxRate, ...sandbox }: Readonly<{ clock?: Clock; sandboxRate?: RateLimit }> = {},
): Promise<TestIntakeHttp> {
  const base = await testIntake(feeds, limits);
  const home = await mkdtemp(join(tmpdir(), 'tributary-home-'));
  const issuer = localIssuer(undefined);
  const provider = new LocalProvider({ env: 'demo', home, issuer, clients: () => signIns.clients() });
  const tokens = new AccessTokens(provider.tokenSource, signIns);
  const registry = feedRegistry(feeds);
  const view = new DirectoryView(1, { ...NOBODY, agencies: agenciesOf(feeds), feeds: feeds.map(entryOf) });
  const directory = { declare: async () => undefined, changed: () => undefined, current: async () => view };
  const declarations = new FeedDeclarations({
    feeds: registry,
    directory,
    store: base.store,
    checklist: async () => [],
  });
  const mappings = composeMappingDesk({ pool: base.db.events, vault: base.vault, feeds: registry });
  const box = composeSandbox({ pool: base.db.events, vault: base.vault, directory, ...sandbox });
  const contracts = composeContracts({
    ...{ pool: base.db.events, sandbox: box },
    versions: async () => ({ hub: '0.1.0', catalogue: 'spec' }),
  });
  const onboarding = composeOnboarding({
    ...{ pool: base.db.events, feeds: registry, directory, contracts, agreementOf: async () => undefined },
  });
  const http = {
    intake: base.intake,
    feeds: registry,
    declarations,
    mappings,
    onboarding,
    sandbox: box,
    contracts,
    tokens,
    rate: new RateLimit(100_000),
    ...(sandboxRate ? { sandboxRate } : {}),
  };
  const module = await Test.createTestingModule({ imports: [IntakeHttpModule.over(http)] }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  const unexpected: unknown[] = [];
  configureHttp(app, { oidc: (req, res) => provider.handle(req, res), unexpected: (error) => unexpected.push(error) });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const close = async (): Promise<void> => {
    await app.close();
    await base.close();
    await rm(home, { recursive: true });
  };
  return { ...base, app, port, home, provider, issuer, unexpected, close };
}
