import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configureHttp } from '@tributary/intake';
import { NestLogger } from '@tributary/runtime';
import type { Foundation } from './foundation';
import { HealthController, WATCHED } from './health.controller';
import type { Rooms } from './rooms';

/** An app's HTTP face: the modules it mounts, and how it fares. */
@Module({})
class HttpAppModule {
  static with(base: Foundation, imports: readonly DynamicModule[]): DynamicModule {
    return {
      module: HttpAppModule,
      imports: [...imports],
      controllers: [HealthController],
      providers: [{ provide: WATCHED, useValue: base }],
    };
  }
}

export async function listen(
  base: Foundation,
  options: Readonly<{
    modules?: readonly DynamicModule[];
    rooms?: Rooms;
    prepare?: (app: NestExpressApplication) => void;
  }> = {},
): Promise<NestExpressApplication> {
  const { config, logger } = base;
  const root: DynamicModule = HttpAppModule.with(base, options.modules ?? []);
  const app = await NestFactory.create<NestExpressApplication>(root as unknown as Type, {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const provider = options.rooms?.signIn.provider;
  configureHttp(app, {
    unexpected: (error: unknown) => logger.error('a request failed', { error }),
    ...(provider ? { oidc: (request, response) => provider.handle(request, response) } : {}),
  });
  options.prepare?.(app);
  await app.listen(config.port, config.host);
  return app;
}
