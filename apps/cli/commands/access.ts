import { breakingIn, type Viewer, verdictIn } from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import { type AgencyId, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import { EXIT, print } from '../output';
import { withRooms } from '../with-rooms';

type As = Readonly<{ as: string; role: string; agency: string; json?: boolean }>;
type Told = Readonly<Record<string, unknown>>;

/** The person of a command; one that does not hold the role there is nobody. */
async function viewerIn({ as, role, agency }: As, directory: Pick<Directory, 'current'>): Promise<Viewer> {
  const viewer = { practitioner: as as PractitionerId, role: role as RoleCode, agency: agency as AgencyId };
  if ((await directory.current()).holds(viewer.practitioner, viewer.role, viewer.agency)) return viewer;
  throw new Problem('person-unknown', 404, 'Nobody holds that role there', 'The directory lists who holds which');
}

/** Opens a child for some hours to somebody who must see more than is open to them. */
export async function breakGlass(
  options: As & Readonly<{ child: string; reason: string; basis: string; hours: string }>,
): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const { child, reason, basis, hours } = options;
    const breaking = breakingIn({ reason, basis, hours: Number(hours) });
    const told = (await grants.breakGlass(await viewerIn(options, directory), child, breaking)) as Told;
    print(options.json ?? false, told, [`open until ${String(told['until'])}; ${String(told['reviewer'])} reviews it`]);
    return EXIT.done;
  });
}

/** Shuts a child to somebody who is linked to its family. */
export async function declareLink(options: As & Readonly<{ child: string }>): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const told = await grants.declareFamilyLink(await viewerIn(options, directory), options.child);
    print(options.json ?? false, told, ['declared: nothing of the child opens to you from here on']);
    return EXIT.done;
  });
}

export async function listReviews(options: As): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const waiting = (await grants.toReview(await viewerIn(options, directory))) as readonly Told[];
    const lines = waiting.map((one) =>
      ['id', 'child', 'practitioner', 'role', 'until'].map((name) => String(one[name])).join('  '),
    );
    print(options.json ?? false, { waiting }, lines.length > 0 ? lines : ['nothing to review']);
    return EXIT.done;
  });
}

export async function reviewOne(
  id: string,
  options: As & Readonly<{ child: string; outcome: string; note?: string }>,
): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const { child, outcome, note } = options;
    const verdict = verdictIn({ outcome, ...(note === undefined ? {} : { note }) });
    const told = await grants.review(await viewerIn(options, directory), child, id, verdict);
    print(options.json ?? false, told, [`reviewed: ${outcome}`]);
    return EXIT.done;
  });
}
