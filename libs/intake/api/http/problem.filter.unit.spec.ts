import { type ArgumentsHost, NotFoundException } from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import { ProblemFilter } from './problem.filter';

/** What the filter answers to an error, and whether it was told of. */
function answerTo(error: unknown): { status: number; body: Record<string, unknown>; told: number } {
  let told = 0;
  const answer = { status: 0, body: {} as Record<string, unknown> };
  const response = {
    headersSent: false,
    setHeader: () => response,
    type: () => response,
    status: (status: number) => ((answer.status = status), response),
    send: (text: string) => (answer.body = JSON.parse(text) as Record<string, unknown>),
  };
  const http = {
    getRequest: () => ({ method: 'GET', path: '/v1/feeds', complete: true }),
    getResponse: () => response,
  };
  new ProblemFilter(() => (told += 1)).catch(error, { switchToHttp: () => http } as unknown as ArgumentsHost);
  return { ...answer, told };
}

describe('what an error is answered with', () => {
  it('is a Problem as it stands, with its extra members', () => {
    const problem = new Problem('csv-header-wrong', 422, 'Header', 'The first line lacks: DOB.', { line: 1 });
    expect(answerTo(problem)).toEqual({
      status: 422,
      told: 0,
      body: {
        type: 'docs/problems.md#csv-header-wrong',
        title: 'Header',
        status: 422,
        detail: 'The first line lacks: DOB.',
        code: 'csv-header-wrong',
        line: 1,
      },
    });
  });

  it('says nothing of what another error says', () => {
    const secret = 'Wren Okoro';
    const answers = [new Error(secret), secret, new NotFoundException(secret), { status: 413, message: secret }].map(
      answerTo,
    );
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 404, 413]);
    expect(JSON.stringify(answers)).not.toContain('Okoro');
    expect(answers.map(({ told }) => told)).toEqual([1, 1, 0, 0]);
  });

  it('is "not now" where the database is away', () => {
    expect(answerTo(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toMatchObject({ status: 503, told: 1 });
    expect(answerTo(Object.assign(new Error('x'), { code: '57P01' }))).toMatchObject({
      status: 503,
      body: { code: 'not-now' },
    });
    // The driver gives these no code.
    for (const words of ['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])
      expect(answerTo(new Error(words))).toMatchObject({ status: 503, body: { code: 'not-now' } });
    expect(answerTo(Object.assign(new Error('x'), { code: '23505' }))).toMatchObject({ status: 500 });
  });
});
