import type { FamilyLink, FamilyLinks } from '@tributary/access';
import type { DirectoryView } from '@tributary/directory';
import { formatPosition, type PractitionerId, Problem } from '@tributary/kernel';
import type { Viewer } from '../ports';
import { by, type Decisions } from './decisions';
import type { Post } from './review-mail';
import { isBarred, seniorOf } from './seniors';

/** A declared link as the senior who was told finds it; the child by the senior's own agency's reference. */
export type ToldLink = Omit<FamilyLink, 'child' | 'senior'> & Readonly<{ child: string }>;
export type Ending = Readonly<{ reason: string }>;

/** Links of practitioners to a family (design/access.md 3): declared by themselves, ended by the senior who was told. */
export class DeclaredLinks {
  constructor(
    private readonly decisions: Decisions,
    private readonly links: FamilyLinks,
    private readonly post: Post | undefined,
  ) {}

  /** From then on the person opens nothing of the child, in no role. Answers the same whether or not it was known. */
  async declare(viewer: Viewer, ref: string): Promise<object> {
    const { decisions } = this;
    const child = await decisions.childFor(viewer, ref);
    if ((await decisions.granted(child)).ownFamily.has(viewer.practitioner)) return { declared: true };
    const senior = await seniorOf(decisions, await decisions.options.directory.current(), viewer, child);
    const at = decisions.now();
    const data = { ...by(viewer), ...(senior ? { senior } : {}) };
    const event = decisions.event({ viewer, child, type: 'governance.family-link-declared', data });
    await decisions.append(child, event, async (tx) => {
      await this.links.declared(tx, { ...viewer, id: event.id, child, senior: senior ?? null, at });
      if (senior) await this.post?.post({ about: event.id, step: 'opened', to: senior, from: at }, tx);
    });
    await decisions.write('family-link', viewer, child);
    return { declared: true };
  }

  /** Links that the viewer was told of and may end, the newest first. */
  async toldTo(viewer: Viewer): Promise<readonly ToldLink[]> {
    const links = await this.theirs(viewer);
    return Promise.all(
      links.map(async ({ child, senior: _me, ...link }) => ({
        ...link,
        child: await this.decisions.options.refOf(viewer.agency, child),
      })),
    );
  }

  /** Opens to the person again what their role may see. Problems: link-unknown. */
  async end(viewer: Viewer, id: string, { reason }: Ending): Promise<object> {
    const { decisions } = this;
    const link = (await this.theirs(viewer)).find((one) => one.id === id);
    if (!link) throw linkUnknown();
    const { child, practitioner } = link;
    const data = { practitioner, ...by(viewer), reason };
    const event = decisions.event({ viewer, child, type: 'governance.family-link-ended', data });
    const at = decisions.now();
    const { position } = await decisions.append(child, event, async (tx) => {
      await this.links.ended(tx, link.id, at);
      await this.post?.withdraw(link.id, tx);
    });
    await decisions.write('family-link-end', viewer, child);
    return { id, ended: true, position: formatPosition(position) };
  }

  private async theirs(viewer: Viewer): Promise<readonly FamilyLink[]> {
    const view = await this.decisions.options.directory.current();
    if (!view.holds(viewer.practitioner, viewer.role, viewer.agency)) return [];
    const links = await this.links.toldTo(viewer.practitioner);
    const told = links.filter((link) => isSeniorOf(viewer.practitioner, link, view));
    const barred = await Promise.all(told.map(({ child }) => isBarred(this.decisions, viewer, child)));
    return told.filter((_link, i) => !barred[i]);
  }
}

/** Who was told; where the directory named nobody then, whoever manages that role now. Never the person themselves. */
function isSeniorOf(me: PractitionerId, link: FamilyLink, view: DirectoryView): boolean {
  if (link.practitioner === me) return false;
  return (link.senior ?? view.managerOf(link.practitioner, link.role, link.agency)) === me;
}

const linkUnknown = (): Problem =>
  new Problem('link-unknown', 404, 'No link of that id is yours to end', 'GET /v1/family-links lists those that are');
