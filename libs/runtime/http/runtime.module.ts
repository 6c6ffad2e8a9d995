import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import type { Parts } from '../process/parts';
import { Runtime, type RuntimeOptions } from '../process/runtime';
import { observeRequests } from './observe-requests';
import { OperationsController } from './operations.controller';
import { CONFIG, EVENTS_POOL, HEALTH, KEYS_POOL, LOGGER, METRICS, READ, RUNTIME, STORE, STREAM, VAULT } from './tokens';

const part = (provide: symbol, pick: (parts: Parts) => unknown): Provider => ({
  provide,
  inject: [RUNTIME],
  useFactory: (runtime: Runtime) => pick(runtime.parts),
});

const PARTS: readonly Provider[] = [
  part(CONFIG, (parts) => parts.config),
  part(LOGGER, (parts) => parts.logger),
  part(METRICS, (parts) => parts.metrics),
  part(HEALTH, (parts) => parts.health),
  part(EVENTS_POOL, (parts) => parts.database.events),
  part(KEYS_POOL, (parts) => parts.database.keys),
  part(VAULT, (parts) => parts.vault),
  part(STORE, (parts) => parts.store),
  part(STREAM, (parts) => parts.stream),
  part(READ, (parts) => parts.reads),
];

/**
 * Hands the runtime's parts to all rooms, starts it when the app has been put together and stops it after the last
 * request was answered.
 */
@Module({})
export class RuntimeModule
  implements NestModule, OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

  /** A runtime that stands already (its opener then stops it where the app fails to), or the options to open one. */
  static forRoot(given: Runtime | RuntimeOptions): DynamicModule {
    const runtime: Provider = {
      provide: RUNTIME,
      useFactory: () => (given instanceof Runtime ? given : Runtime.open(given)),
    };
    const providers = [runtime, ...PARTS];
    return {
      module: RuntimeModule,
      global: true,
      controllers: [OperationsController],
      providers,
      exports: [RUNTIME, CONFIG, LOGGER, METRICS, HEALTH, EVENTS_POOL, KEYS_POOL, VAULT, STORE, STREAM, READ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(observeRequests(this.runtime.parts.metrics, this.runtime.parts.traces)).forRoutes('{*all}');
  }

  onApplicationBootstrap(): void {
    this.runtime.start();
  }

  /** Before the server stops listening, so that a balancer looks elsewhere. */
  beforeApplicationShutdown(): void {
    this.runtime.parts.health.shuttingDown();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runtime.stop();
  }
}
