import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { BadRequestException, type ValidationError, ValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ProblemFilter, type Unexpected } from './problem.filter';

/** Requests whose bodies the controllers stream themselves. */
const STREAMED = /^\/(v1\/events|v1\/(sandbox\/)?feeds\/[^/]+\/messages|oidc\/.*)(\?|$)/;
const JSON_LIMIT = '1mb';
const MINUTE = 60_000;

export type HttpOptions = Readonly<{
  unexpected?: Unexpected;
  /** Answers under /oidc; the demonstration's local provider. */
  oidc?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}>;

/** What every app that speaks HTTP does alike. Create the app with `bodyParser: false`, and call this before it listens. */
export function configureHttp(app: NestExpressApplication, options: HttpOptions = {}): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_: IncomingMessage, response: ServerResponse, next: () => void) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    next();
  });
  if (options.oidc) mountOidc(app, options.oidc);
  const type = (wanted: RegExp) => (request: IncomingMessage) =>
    !STREAMED.test(request.url ?? '') && wanted.test(request.headers['content-type'] ?? '');
  app.useBodyParser('json', { limit: JSON_LIMIT, inflate: false, type: type(/^application\/(json|[\w.-]+\+json)\b/i) });
  app.useBodyParser('urlencoded', {
    limit: JSON_LIMIT,
    inflate: false,
    extended: false,
    type: type(/^application\/x-www-form-urlencoded\b/i),
  });
  app.useGlobalPipes(
    new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true, exceptionFactory: fieldsAlone }),
  );
  app.useGlobalFilters(new ProblemFilter(options.unexpected));
  configureServer(app.getHttpServer());
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Names of the fields that are wrong; class-validator's messages may quote values. */
const fieldsAlone = (errors: ValidationError[]): BadRequestException =>
  new BadRequestException({ fields: errors.map((error) => error.property) });

function mountOidc(app: NestExpressApplication, handle: NonNullable<HttpOptions['oidc']>): void {
  app.use('/oidc', (request: IncomingMessage, response: ServerResponse, next: (error: unknown) => void) => {
    handle(request, response).catch(next);
  });
}

/** A body may take long, its header may not; how long a body may stand still is watched where it is read. */
function configureServer(server: Server): void {
  server.headersTimeout = MINUTE / 4;
  server.requestTimeout = 60 * MINUTE;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else socket.end(rawProblem(error.code));
  });
}

/** Node could not even read the request's header. */
function rawProblem(code: string | undefined): string {
  const large = code === 'HPE_HEADER_OVERFLOW';
  const [status, reason] = large ? [431, 'Request Header Fields Too Large'] : [400, 'Bad Request'];
  const name = large ? 'headers-too-large' : 'request-wrong';
  const detail = large ? 'The headers of a request may have 16 KiB together.' : 'This is not an HTTP request.';
  const body = JSON.stringify({ type: `docs/problems.md#${name}`, title: reason, status, detail, code: name });
  const lines = [`HTTP/1.1 ${status} ${reason}`, 'Content-Type: application/problem+json', 'Connection: close'];
  return `${lines.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
