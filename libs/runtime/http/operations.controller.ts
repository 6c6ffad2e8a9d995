import { Controller, Get, Header, HttpStatus, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Health } from '../observe/health';
import type { Metrics } from '../observe/metrics';
import { Says } from './says';
import { HEALTH, METRICS } from './tokens';

/** For balancers and monitoring: open, and without anything about anybody. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(HEALTH) private readonly health: Health,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  /** The process runs. Nothing else: restarting it would not bring a database back. */
  @Says('The process runs', { open: true })
  @Get('healthz')
  alive(): { status: 'alive' } {
    return { status: 'alive' };
  }

  @Says('The process can do its work; where not, each part says what is wrong', { open: true })
  @Get('readyz')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) response: Response): Promise<object> {
    const readiness = await this.health.readiness();
    response.status(readiness.ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return readiness;
  }

  @Says('Measures for Prometheus', { open: true })
  @Get('metrics')
  async prometheus(@Res() response: Response): Promise<void> {
    const { registry } = this.metrics;
    response.setHeader('Content-Type', registry.contentType);
    response.end(await registry.metrics());
  }
}
