import { SEALED } from '@tributary/access';
import { sentence, spoken } from './words';

type Names = Readonly<{ agency(id: string): Readonly<{ name: string }> | undefined }>;

/** An agency by name; of one that is a place where a child with a protected address is, its sector alone. */
export function agencyName(view: Names, id: string): string {
  const sector = id.startsWith(`${SEALED}-`) ? id.slice(SEALED.length + 1) : undefined;
  return view.agency(id)?.name ?? (sector === undefined ? id : `${sentence(spoken(sector))}, place protected`);
}
