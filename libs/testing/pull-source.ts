import { createPublicKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { jwtVerify } from 'jose';

export const CLIENT = { id: 'wexbourne-hub', secret: 'a-client-secret-kept-in-a-file' } as const;
export type Reply = Readonly<{ status?: number; headers?: Readonly<Record<string, string>>; body?: string }>;
export type Serve = (query: URLSearchParams, response: ServerResponse) => Reply | undefined;

const CLIENT_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * A school system's API with its token endpoint, over TLS: client secrets, signed assertions (RFC 7523: who, for whom, once,
 * not for long) and client certificates (RFC 8705), each checked as it says.
 */
export class PullSource {
  readonly asked: string[] = [];
  readonly grants: string[] = [];
  private readonly serving = new Map<string, Serve>();
  private readonly tokens = new Set<string>();
  private readonly assertions = new Set<string>();
  /** Seconds for which a token is said to be good. */
  expiresIn = 3_600;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly publicKey: string,
  ) {}

  /** Over certificates that `writeCertificates` wrote into the folder, and the public key of the client (PEM). */
  static async open(folder: string, publicKey: string): Promise<PullSource> {
    const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
    const holder: { source?: PullSource } = {};
    const tls = { cert: file('server.pem'), key: file('server.key'), ca: file('ca.pem') };
    const server = createServer({ ...tls, requestCert: true, rejectUnauthorized: false }, (request, response) => {
      void holder.source?.answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `https://localhost:${(server.address() as AddressInfo).port}`;
    holder.source = new PullSource(server, url, publicKey);
    return holder.source;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What is answered under a path to whoever has a token. */
  serve(path: string, serve: Serve): void {
    this.serving.set(path, serve);
  }

  /** Pages of entries, each with the link to the next as Wonde writes it. */
  servePages(path: string, pages: readonly (readonly object[])[]): void {
    this.serve(path, (query) => {
      const page = Number(query.get('page') ?? 1);
      const rest = new URLSearchParams(query);
      rest.set('page', String(page + 1));
      const next = page < pages.length ? `${this.url}${path}?${rest.toString()}` : null;
      return { body: JSON.stringify({ data: pages[page - 1] ?? [], meta: { pagination: { next } } }) };
    });
  }

  /** No token that was given is good any more. */
  forgetTokens(): void {
    this.tokens.clear();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url);
    if (url.pathname === '/token') return this.grant(request, response);
    this.asked.push(`${url.pathname}${url.search}`);
    if (!this.knows(request)) return send(response, { status: 401 });
    const serve = this.serving.get(url.pathname);
    const reply = serve ? serve(url.searchParams, response) : { status: 404 };
    if (reply) send(response, reply);
  }

  private knows({ headers, socket }: IncomingMessage): boolean {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (headers['x-api-key'] === CLIENT.secret || token === CLIENT.secret) return true;
    if (basicIn({ headers }) === `${CLIENT.id}:${CLIENT.secret}`) return true;
    if (!this.tokens.has(token)) return false;
    return !token.startsWith('bound-') || shown(socket as TLSSocket) === CLIENT.id;
  }

  private async grant(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    const way = await this.wayOf(request, form);
    this.grants.push(way ?? 'refused');
    if (way === undefined || form.get('grant_type') !== 'client_credentials') {
      const error = { error: 'invalid_client', error_description: `not ${form.get('client_secret') ?? ''}` };
      return send(response, { status: 401, body: JSON.stringify(error) });
    }
    const token = `${way === 'tls_client_auth' ? 'bound' : 'plain'}-${randomUUID()}`;
    this.tokens.add(token);
    const answer = { access_token: token, token_type: 'Bearer', expires_in: this.expiresIn };
    send(response, { body: JSON.stringify(answer) });
  }

  /** By what the client showed who it is; undefined where it did not. */
  private async wayOf(request: IncomingMessage, form: URLSearchParams): Promise<string | undefined> {
    // Each part is encoded as in a form (RFC 6749, 2.3.1).
    if (decodeURIComponent(basicIn(request)) === `${CLIENT.id}:${CLIENT.secret}`) return 'client_secret_basic';
    if (form.has('client_assertion')) return (await this.asserted(form)) ? 'private_key_jwt' : undefined;
    if (form.get('client_id') !== CLIENT.id) return undefined;
    if (form.has('client_secret'))
      return form.get('client_secret') === CLIENT.secret ? 'client_secret_post' : undefined;
    return shown(request.socket as TLSSocket) === CLIENT.id ? 'tls_client_auth' : undefined;
  }

  private async asserted(form: URLSearchParams): Promise<boolean> {
    if (form.get('client_assertion_type') !== CLIENT_ASSERTION) return false;
    try {
      const { payload } = await jwtVerify(form.get('client_assertion') ?? '', createPublicKey(this.publicKey), {
        ...{ issuer: CLIENT.id, subject: CLIENT.id, audience: `${this.url}/token`, maxTokenAge: '5m' },
        requiredClaims: ['jti', 'exp', 'iat'],
      });
      const fresh = !this.assertions.has(payload.jti ?? '');
      this.assertions.add(payload.jti ?? '');
      return fresh;
    } catch {
      return false;
    }
  }
}

const basicIn = ({ headers }: Pick<IncomingMessage, 'headers'>): string =>
  Buffer.from(/^Basic (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '', 'base64').toString();

function shown(socket: TLSSocket): string | undefined {
  return socket.authorized ? String(socket.getPeerCertificate().subject.CN) : undefined;
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}
