import { Problem } from '@tributary/kernel';
import type { ProblemDocument } from '../domain/receipt';

/** RFC 9457. Anything but a Problem says only that it went wrong: its message may hold what nobody should read. */
export function problemDocument(error: unknown): ProblemDocument {
  if (!(error instanceof Problem)) {
    return {
      type: 'docs/problems.md#unexpected',
      title: 'Something went wrong here',
      status: 500,
      detail: 'This is not your mistake. It was logged; try again later.',
      code: 'unexpected',
    };
  }
  const { code, status, title, detail, extra } = error;
  return { ...extra, type: `docs/problems.md#${code}`, title, status, detail, code };
}
