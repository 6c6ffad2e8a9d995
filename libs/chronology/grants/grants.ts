import type { ContentRequests, FamilyLinks, Openings } from '@tributary/access';
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
    reader: Pick<ChildReader, 'statements'>;
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
    releases: new Releases(decisions, reader),
    requests: new Requests(asking),
    addresses: new ProtectedAddresses(decisions),
    answers: new SupplierAnswers(asking),
  };
}
