import type { FeedInfo } from '../pipeline/ports';

/** How a sender shows who it is: by the certificate of its connection, and by what its messages say of themselves. */
export type Shown = Readonly<{
  /** Common name of the client certificate; none on a connection without TLS. */
  certificate: string | undefined;
  application: string;
  facility: string;
}>;

/**
 * The feed that a message belongs to. A feed bound to a certificate takes nothing from a connection without it, and one
 * bound to none nothing from a connection that has one. Of several that fit, the one that asks for most.
 */
export function feedOf(feeds: readonly FeedInfo[], shown: Shown): FeedInfo | undefined {
  const fitting = feeds.filter(({ format, mllp }) => format === 'hl7v2' && mllp !== undefined && fits(mllp, shown));
  return fitting.sort((a, b) => asks(b) - asks(a))[0];
}

function fits(asked: NonNullable<FeedInfo['mllp']>, { certificate, application, facility }: Shown): boolean {
  const same = (one: string | undefined, other: string): boolean => one === undefined || one === other;
  return asked.certificate === certificate && same(asked.application, application) && same(asked.facility, facility);
}

const asks = ({ mllp }: FeedInfo): number => Object.keys(mllp ?? {}).length;
