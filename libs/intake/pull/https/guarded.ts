import { Problem } from '@tributary/kernel';
import { addressFor, isInside, isLoopback, isPublic, type Resolve } from '@tributary/runtime';
import { type Answer, ask, type Asked, NoAnswer } from '../http';

export type Network = Readonly<{
  /** Addresses of the borough's own network are allowed. */
  inside: boolean;
  /** This machine is: for tests and demonstrations. */
  loopback: boolean;
  resolve?: Resolve;
}>;

/** Whether a pull may connect there. */
export const allowedBy =
  ({ inside, loopback }: Network) =>
  (address: string): boolean =>
    isPublic(address) || (inside && isInside(address)) || (loopback && isLoopback(address));

/**
 * Asks a source, at an address that was looked at. Throws a Problem where there is no answer, or it says to come again
 * later: `waitMs` in its extra is the time that it asked for.
 */
export async function askGuarded(asked: Omit<Asked, 'pinned'>, network: Network): Promise<Answer> {
  const pinned = await addressFor(asked.url.hostname, {
    allows: allowedBy(network),
    ...(network.resolve && { resolve: network.resolve }),
  }).catch(() => undefined);
  if (pinned === undefined) throw away('its name leads nowhere');
  if (pinned === 'private') throw privateAddress();
  const answer = await ask({ ...asked, pinned }).catch((error: unknown) => {
    throw noAnswer(error, asked.signal);
  });
  const { status, headers } = answer;
  if (status !== 429 && status !== 408 && status < 500) return answer;
  answer.discard();
  throw away(`it said ${status}`, waitIn(headers['retry-after'], headers.date));
}

const PRIVATE =
  'The name of the source has an address that is not public. Declare network: private where it stands inside.';

export const privateAddress = (): Problem =>
  new Problem('pull-address-private', 502, 'A pull leads into a network that is not allowed', PRIVATE);

/** What an error of a connection, or of reading from it, says. */
export function noAnswer(error: unknown, signal: AbortSignal | undefined): Problem {
  if (error instanceof Problem) return error;
  if (signal?.aborted) return away('it did not answer in time');
  return away(error instanceof NoAnswer ? error.why : 'the connection ended');
}

/** The source is away for now; what was reached stays reached. */
export const away = (why: string, waitMs?: number): Problem =>
  new Problem(
    'pull-source-away',
    503,
    'The source of a pull does not answer as it should',
    `It was asked, and ${why}.`,
    {
      ...(waitMs === undefined ? {} : { waitMs }),
    },
  );

/** Longer than a day nobody is waited for. */
const LONGEST_WAIT_MS = 86_400_000;

/** RFC 9110, 10.2.3: seconds, or a date; that is measured by the sender's own clock where it says. */
export function waitIn(header: string | undefined, date: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const until = Date.parse(text) - Date.parse(date ?? '');
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : until;
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, LONGEST_WAIT_MS) : undefined;
}
