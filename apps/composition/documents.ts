import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { declaredTopics } from '@tributary/stream';
import type { NextFunction, Request, Response } from 'express';

/** Version of the interface, not of the build. */
const VERSION = '1';
const PAGES = /^\/(v1\/|healthz|readyz|metrics)/;

/** `/openapi.json` and `/asyncapi.json`: what may be asked of this app, and what stands on the topics. Open: they say nothing of anybody. */
export function serveDocuments(app: NestExpressApplication): void {
  let openApi: OpenAPIObject | undefined;
  app.use('/openapi.json', (_: Request, response: Response) => response.json((openApi ??= openApiOf(app))));
  app.use('/asyncapi.json', (_: Request, response: Response, next: NextFunction) => {
    asyncApi().then((document) => response.json(document), next);
  });
}

/** OpenAPI 3.1 of the routes as this process serves them; pages are for people and left out. */
export function openApiOf(app: NestExpressApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Tributary')
    .setDescription('Integration hub between the agencies around a child. Guides: docs/ of the source.')
    .setVersion(VERSION)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, about, { operationIdFactory: (room, does) => `${room}.${does}` });
  const paths = Object.entries(document.paths).filter(([path]) => PAGES.test(path));
  const schemas = { Problem: PROBLEM };
  return { ...document, paths: Object.fromEntries(paths), components: { ...document.components, schemas } };
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: 'Where the code is explained' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What to do' },
    code: { type: 'string' },
  },
};

/** AsyncAPI 3 of the topics that infra/kafka/topics.yaml declares: sealed, in CloudEvents’ binary mode. */
export async function asyncApi(): Promise<object> {
  const { 'child-events': children, 'practice-events': practice } = await declaredTopics();
  const topics = Object.entries({ 'child-events': children, 'practice-events': practice });
  const sealed = { $ref: '#/components/messages/sealed' };
  return {
    asyncapi: '3.0.0',
    info: { title: 'Tributary', version: VERSION },
    defaultContentType: 'application/octet-stream',
    channels: Object.fromEntries(topics.map(([id, { name }]) => [id, { address: name, messages: { sealed } }])),
    operations: Object.fromEntries(
      topics.map(([id]) => [`send-${id}`, { action: 'send', channel: { $ref: `#/channels/${id}` } }]),
    ),
    components: { messages: { sealed: SEALED } },
  };
}

const header = (description: string, rest: object = {}): object => ({ type: 'string', description, ...rest });

const SEALED = {
  summary: 'An event, sealed: position, key id, hash and tokens are clear, nothing else is',
  headers: {
    type: 'object',
    properties: {
      ce_specversion: header('CloudEvents', { const: '1.0' }),
      ce_id: header('The position in the feed'),
      ce_type: header('The same for all: the event’s own type is sealed', { const: 'tributary.sealed' }),
      ce_source: header('The store that it is read from'),
      ce_seal: header('Stream token, version, key id and hash, by spaces'),
    },
  },
  payload: { type: 'string', format: 'binary' },
};
