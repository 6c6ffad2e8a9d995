export { DirectorySignIns } from './directory-sign-ins';
export { LocalProvider, localIssuer } from './provider/local-provider';
export { type Attempt, RelyingParty } from './session/relying-party';
export { type Session, Sessions } from './session/sessions';
export { type SignIn, signInOf } from './sign-in';
export { signInMigrations } from './storage/migrations';
export { AccessTokens, AUDIENCE, remoteTokenSource, type TokenSource } from './tokens/access-tokens';
export { AgencyGuard, BearerGuard, Reader } from './tokens/bearer.guard';
export type { Hat, ReaderContext, SignInClient, SignIns, TokenBearers } from './tokens/reader-context';
