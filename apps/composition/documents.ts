import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { asyncApi } from './async-api';

/** Version of the interface, not of the build. */
const VERSION = '1';
const PAGES = /^\/(v1\/|healthz|readyz|metrics)/;

/** `/openapi.json` and `/asyncapi.json`: what may be asked of this app, and what stands on the topics. Open: they say nothing of anybody. */
export function serveDocuments(app: NestExpressApplication): void {
  let openApi: OpenAPIObject | undefined;
  app.use('/openapi.json', (_: Request, response: Response) => response.json((openApi ??= openApiOf(app))));
  app.use('/asyncapi.json', (_: Request, response: Response, next: NextFunction) => {
    asyncApi(VERSION).then((document) => response.json(document), next);
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
