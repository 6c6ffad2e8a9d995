export type Entry = Readonly<{ status: number; title: string; what: string; todo: string }>;

export const file = (title: string, what: string, todo: string, status = 422): Entry => ({
  status,
  title,
  what,
  todo,
});
/** Faults of one record; the rest of the delivery is taken in. */
export const one = (title: string, what: string, todo: string): Entry => ({ status: 422, title, what, todo });
