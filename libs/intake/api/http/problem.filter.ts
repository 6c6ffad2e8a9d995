import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import { awayProblem } from '@tributary/runtime';
import type { Request, Response } from 'express';
import { problemDocument } from '../../pipeline/problem-document';
import { sendingStopped } from './linger';
import { FHIR_JSON, isFhir, operationOutcome } from './operation-outcome';

/** Hears of what is not a Problem; it must not log the error's message, which may hold anything. */
export type Unexpected = (error: unknown, route: string) => void;

/** RFC 9457 for every error, or a resource at FHIR's door: what, where, what to do; never a stack, never a value. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly unexpected: Unexpected = () => undefined) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = asProblem(error);
    if (!(problem instanceof Problem) || problem.status >= 500) this.unexpected(error, routeOf(request));
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const document = problemDocument(problem);
    if (document.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (document.status === 503 || document.status === 429) response.setHeader('Retry-After', waitOf(problem));
    const fhir = isFhir(request.path);
    const text = JSON.stringify(fhir ? operationOutcome(document) : document);
    response.status(document.status).type(fhir ? FHIR_JSON : 'application/problem+json');
    if (request.complete) response.send(text);
    else answerEarly(request, response, text);
  }
}

/** Seconds: those that the problem names, else a few. */
function waitOf(problem: unknown): string {
  const stated = problem instanceof Problem ? problem.extra['retryAfter'] : undefined;
  return typeof stated === 'number' ? String(stated) : '5';
}

/** What was not read is not wanted: the connection ends with the answer, once the sender has had time to read it. */
function answerEarly(request: Request, response: Response, text: string): void {
  response.setHeader('Connection', 'close').setHeader('Content-Length', Buffer.byteLength(text));
  response.write(text);
  void sendingStopped(request).then(() => response.end());
}

/** The route as it is written in the code; a path may hold what no log may hold. */
function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  return `${request.method} ${typeof path === 'string' ? path : 'unknown'}`;
}

const TEXTS: Readonly<Record<number, readonly [code: string, title: string, detail: string]>> = {
  400: ['request-wrong', 'The request is not right', 'Compare it with /openapi.json.'],
  404: ['not-found', 'There is nothing here', 'Check the address. What is not yours is not found either.'],
  405: ['method-wrong', 'Method not allowed', 'Compare it with /openapi.json.'],
  413: ['body-too-large', 'The body is too large', 'A JSON request may have 1 MiB.'],
  415: ['media-type-wrong', 'Media type not accepted', 'Send application/json in UTF-8, not compressed.'],
};

/** Other libraries' errors by their status alone: their messages quote what was sent. */
function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const away = awayProblem(error);
  if (away) return away;
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  const text = TEXTS[status];
  if (!text)
    return status >= 400 && status < 500
      ? new Problem('request-wrong', status, 'The request is not right', 'Compare it with /openapi.json.')
      : error;
  const [code, title, detail] = text;
  const fields = error instanceof HttpException ? fieldsOf(error) : undefined;
  return new Problem(code, status, title, detail, fields ? { fields } : {});
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : 500;
}

/** Names of fields that class-validator refused. */
function fieldsOf(error: HttpException): readonly string[] | undefined {
  const answer = error.getResponse();
  const fields = typeof answer === 'object' && 'fields' in answer ? answer.fields : undefined;
  return Array.isArray(fields) ? fields.map(String) : undefined;
}
