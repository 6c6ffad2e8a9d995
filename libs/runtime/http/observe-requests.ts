import type { NextFunction, Request, Response } from 'express';
import { uuidv7 } from '@tributary/kernel';
import { withCorrelation } from '../observe/logger';
import { type Metrics, stopwatch } from '../observe/metrics';

const HEADER = 'x-correlation-id';
/** What a caller may give: nothing that could carry words into a log. */
const GIVEN = /^[0-9a-fA-F-]{8,64}$/;

/** Gives each request a correlation id, and times it by route pattern; never by URL, which could name a child. */
export const observeRequests =
  (metrics: Metrics) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const given = request.header(HEADER);
    const id = given !== undefined && GIVEN.test(given) ? given : uuidv7();
    const seconds = stopwatch();
    response.setHeader(HEADER, id);
    response.once('finish', () => {
      const labels = { method: request.method, route: routeOf(request), status: String(response.statusCode) };
      metrics.httpSeconds.observe(labels, seconds());
    });
    withCorrelation(id, next);
  };

function routeOf(request: Request): string {
  const { route } = request as { route?: { path?: unknown } };
  return typeof route?.path === 'string' ? route.path : 'none';
}
