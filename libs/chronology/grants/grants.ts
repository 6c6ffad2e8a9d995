import type { Agreements, ContentRequests, FamilyLinks, HeldBackList, Openings } from '@tributary/access';
import type { RefOf } from '../domain/step';
import type { ChildReader } from '../reader';
import { ProtectedAddresses } from './addresses';
import { Decisions, type DecisionsOptions } from './decisions';
import { DeclaredLinks } from './family-links';
import { ChildOpenings } from './openings';
import { Releases } from './releases';
import { Requests } from './requests';
import { type Post, ReviewMail } from './review-mail';
import { type LooksBy, Reviews } from './reviews';
import { SupplierAnswers } from './supplier-answers';

export type GrantsOptions = DecisionsOptions &
  Readonly<{
    openings: Openings;
    familyLinks: FamilyLinks;
    requests: ContentRequests;
    heldBack: HeldBackList;
    reader: Pick<ChildReader, 'statements' | 'history' | 'open'>;
    agreements: Agreements;
    /** The vault's keyed hashes of agencies' numbers. */
    hashOf: RefOf;
    /** How old a status may be, in milliseconds. */
    statusLimitMs: number;
    /** What the ledger says was shown under an opening. */
    looksBy: LooksBy;
    /** Left out where the hub sends no mail. */
    post?: Post;
  }>;

/** What people decide about access to one child (design/access.md 2, 3 and 10): each an event, each in the ledger. */
export type ChildGrants = Readonly<{
  openings: ChildOpenings;
  reviews: Reviews;
  links: DeclaredLinks;
  releases: Releases;
  requests: Requests;
  addresses: ProtectedAddresses;
  answers: SupplierAnswers;
}>;

export function childGrants(options: GrantsOptions): ChildGrants {
  const { openings, familyLinks, reader, looksBy, post } = options;
  const decisions = new Decisions(options);
  const mail = new ReviewMail(post);
  const asking = { decisions, requests: options.requests, reader, post };
  return {
    openings: new ChildOpenings(decisions, openings, mail),
    reviews: new Reviews(decisions, openings, looksBy, mail),
    links: new DeclaredLinks(decisions, familyLinks, post),
    releases: new Releases({
      ...{ decisions, reader, held: options.heldBack, agreements: options.agreements },
      ...{ refOf: options.hashOf, statusLimitMs: options.statusLimitMs },
    }),
    requests: new Requests(asking),
    addresses: new ProtectedAddresses(decisions),
    answers: new SupplierAnswers(asking),
  };
}
