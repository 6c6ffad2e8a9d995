import request, { type Test } from 'supertest';
import { formToken } from '../page/session';
import { COOKIE, SESSION, type Stand } from './console.fixture';

/** The pages as somebody signed in asks for them, without a browser; forms carry their session's token. */
export const pagesOf = (stand: () => Stand) => {
  const http = () => request(stand().app().getHttpServer());
  const look = (path: string): Test => http().get(path).set('Cookie', COOKIE);
  return {
    look,
    page: async (path: string, status = 200): Promise<string> => (await look(path).expect(status)).text,
    post: (path: string, form: object = {}): Test =>
      http()
        .post(path)
        .set('Cookie', COOKIE)
        .type('form')
        .send({ form: formToken(SESSION), ...form }),
  };
};
