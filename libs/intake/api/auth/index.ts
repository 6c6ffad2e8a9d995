export { AccessTokens, AUDIENCE, remoteTokenSource, type TokenSource } from './access-tokens';
export { AgencyGuard, BearerGuard, Reader } from './bearer.guard';
export { LocalProvider, localIssuer } from './local-provider';
export { type SignIn, signInOf } from './sign-in';
export type { ReaderContext, SignInClient, SignIns } from './reader-context';
