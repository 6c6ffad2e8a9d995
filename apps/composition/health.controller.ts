import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { Health, Metrics } from '@tributary/runtime';
import type { Response } from 'express';

export const WATCHED = Symbol('WATCHED');
type Watched = Readonly<{ health: Health; metrics: Metrics }>;

/** How the process fares, for those who run it. Says nothing of anybody. */
@Controller()
export class HealthController {
  constructor(@Inject(WATCHED) private readonly watched: Watched) {}

  /** The process is alive: it answers. */
  @Get('healthz')
  alive(): object {
    return { status: 'alive' };
  }

  /** Whether it can do its work now, and if not, what is wrong. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response): Promise<object> {
    const readiness = await this.watched.health.readiness();
    if (!readiness.ready) response.status(503);
    return readiness;
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4')
  async metrics(): Promise<string> {
    return this.watched.metrics.registry.metrics();
  }
}
