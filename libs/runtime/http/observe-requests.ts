import type { NextFunction, Request, Response } from 'express';
import { uuidv7 } from '@tributary/kernel';
import { withCorrelation } from '../observe/logger';
import { type Metrics, stopwatch } from '../observe/metrics';
import type { RequestTrace, Traces } from '../observe/traces';

const HEADER = 'x-correlation-id';
/** What a caller may give: nothing that could carry words into a log. */
const GIVEN = /^[0-9a-fA-F-]{8,64}$/;

/** Gives each request a correlation id, and times it by route pattern; never by URL, which could name a child. */
export const observeRequests =
  (metrics: Metrics, traces: Traces) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const given = request.header(HEADER);
    const id = given !== undefined && GIVEN.test(given) ? given : uuidv7();
    const seconds = stopwatch();
    const trace = traces.on ? traces.request() : undefined;
    response.setHeader(HEADER, id);
    response.once('finish', () => {
      const labels = { method: request.method, route: routeOf(request), status: String(response.statusCode) };
      metrics.httpSeconds.observe(labels, seconds());
      if (trace) traced(trace, id, labels);
    });
    withCorrelation(id, () => (trace ? trace.run(next) : next()));
  };

type Labels = Readonly<{ method: string; route: string; status: string }>;
/** Asked for every few seconds, and of no interest. */
const PULSE: readonly string[] = ['/healthz', '/readyz', '/metrics'];

function traced(trace: RequestTrace, id: string, { method, route, status }: Labels): void {
  if (PULSE.includes(route)) return;
  const attributes = {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': Number(status),
  };
  trace.over({ name: `${method} ${route}`, id, attributes });
}

function routeOf(request: Request): string {
  const { route } = request as { route?: { path?: unknown } };
  return typeof route?.path === 'string' ? route.path : 'none';
}
