import type { AddressInfo } from 'node:net';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { configureHttp } from '@tributary/intake';
import { Problem } from '@tributary/kernel';
import type { AccessTokens, ReaderContext } from '@tributary/sign-in';
import { COUNCIL, lead, marlow, SCHOOL } from './outbound.fixture';

const person = ({ practitioner, role, agency }: typeof marlow) => ({ kind: 'person', practitioner, role, agency });
const READERS: Readonly<Record<string, unknown>> = {
  council: { kind: 'agency', agency: COUNCIL, client: COUNCIL, scopes: [] },
  school: { kind: 'agency', agency: SCHOOL, client: SCHOOL, scopes: [] },
  marlow: person(marlow),
  lead: person(lead),
};
/** Tokens that a spec has taken back. */
export const ended = new Set<string>();

/** The bearer's name is the token. */
export const tokens = {
  verify: async (token: string) => {
    const reader = READERS[token];
    if (reader && !ended.has(token)) return reader as ReaderContext;
    throw new Problem('token-refused', 401, 'Token refused', 'It is none');
  },
} as unknown as AccessTokens;

export type Served = Readonly<{
  app: NestExpressApplication;
  url: string;
  /** What was answered with 500. */
  unexpected: readonly unknown[];
}>;

export async function serve(imports: readonly DynamicModule[]): Promise<Served> {
  const module = await Test.createTestingModule({ imports: [...imports] }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, forceCloseConnections: true });
  const unexpected: unknown[] = [];
  configureHttp(app, { unexpected: (error) => unexpected.push(error) });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, unexpected, url: `http://127.0.0.1:${port}` };
}
