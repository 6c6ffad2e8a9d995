import { breakingIn, endingIn, sealingIn, statingIn, verdictIn } from '@tributary/chronology';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

type Told = Readonly<Record<string, unknown>>;

/** Opens a child for some hours to somebody who must see more than is open to them. */
export async function breakGlass(
  options: As & Readonly<{ child: string; reason: string; basis: string; hours: string }>,
): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const { child, reason, basis, hours } = options;
    const breaking = breakingIn({ reason, basis, hours: Number(hours) });
    const told = (await grants.openings.breakGlass(await viewerIn(options, directory), child, breaking)) as Told;
    print(options.json ?? false, told, [`open until ${String(told['until'])}; ${String(told['reviewer'])} reviews it`]);
    return EXIT.done;
  });
}

/** Opens whom to ring, and no content, to somebody who must protect a child. */
export async function stateGround(
  options: As & Readonly<{ child: string; ground: string; reason: string }>,
): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const { child, ground, reason } = options;
    const stating = statingIn({ ground, reason });
    const told = (await grants.openings.stateGround(await viewerIn(options, directory), child, stating)) as Told;
    print(options.json ?? false, told, [`open until ${String(told['until'])}; ${String(told['reviewer'])} reviews it`]);
    return EXIT.done;
  });
}

/** Shuts a child to somebody who is linked to its family. */
export async function declareLink(options: As & Readonly<{ child: string }>): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const told = await grants.links.declare(await viewerIn(options, directory), options.child);
    print(options.json ?? false, told, ['declared: nothing of the child opens to you from here on']);
    return EXIT.done;
  });
}

/** What a senior has to look at: children opened without a relationship, and links that were declared to them. */
export async function listReviews(options: As): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const viewer = await viewerIn(options, directory);
    const waiting = await grants.reviews.waiting(viewer);
    const declared = await grants.links.toldTo(viewer);
    const lines = [
      ...waiting.map(({ kind, id, child, practitioner, role, until, dueBy, overdue }) =>
        [kind, id, child, practitioner, role, `until ${until}`, `${overdue ? 'OVERDUE' : 'by'} ${dueBy}`].join('  '),
      ),
      ...declared.map(({ id, child, practitioner, role, at }) =>
        ['link', id, child, practitioner, role, `since ${at}`].join('  '),
      ),
    ];
    print(options.json ?? false, { waiting, declared }, lines.length > 0 ? lines : ['nothing to review']);
    return EXIT.done;
  });
}

export async function reviewOne(
  id: string,
  options: As & Readonly<{ outcome: string; note: string }>,
): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const { outcome, note } = options;
    const told = await grants.reviews.review(await viewerIn(options, directory), id, verdictIn({ outcome, note }));
    print(options.json ?? false, told, [`reviewed: ${outcome}`]);
    return EXIT.done;
  });
}

/** Takes a declared link back; only the senior who was told may. */
export async function endLink(id: string, options: As & Readonly<{ reason: string }>): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const ending = endingIn({ reason: options.reason });
    const told = await grants.links.end(await viewerIn(options, directory), id, ending);
    print(options.json ?? false, told, ['ended: what their role may see opens to them again']);
    return EXIT.done;
  });
}

/** Seals where a child can be found. */
export async function sealLocation(
  options: As & Readonly<{ child: string; whose: string; reason: string }>,
): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const { child, whose, reason } = options;
    const sealing = sealingIn({ whose, reason });
    const told = await grants.addresses.seal(await viewerIn(options, directory), child, sealing);
    print(options.json ?? false, told, ['sealed: no answer says where the child is from here on']);
    return EXIT.done;
  });
}

/** Lifts what the person's agency sealed by hand. */
export async function unsealLocation(options: As & Readonly<{ child: string; reason: string }>): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const ending = endingIn({ reason: options.reason });
    const told = await grants.addresses.lift(await viewerIn(options, directory), options.child, ending);
    print(options.json ?? false, told, ['lifted; what a feed says of a protected address stands beside it']);
    return EXIT.done;
  });
}
