type Payload = Record<string, unknown> & { grantId?: string; uid?: string; userCode?: string };
type Kept = { payload: Payload; until: number };

const MOST = 10_000;

/**
 * What the local provider keeps between two requests: in memory, so a restart signs nobody out of the hub but ends what
 * was under way. The interface is oidc-provider's.
 */
export function forgetfulAdapter(now: () => number = Date.now) {
  const kept = new Map<string, Kept>();
  const read = (key: string): Payload | undefined => {
    const found = kept.get(key);
    return found && found.until > now() ? found.payload : undefined;
  };
  const write = (key: string, payload: Payload, seconds: number): void => {
    kept.delete(key);
    kept.set(key, { payload, until: now() + seconds * 1_000 });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
  };
  return class ForgetfulAdapter {
    constructor(private readonly kind: string) {}

    async upsert(id: string, payload: Payload, seconds = 3_600): Promise<void> {
      write(this.key(id), payload, seconds);
      if (payload.uid !== undefined) write(this.key(`uid ${payload.uid}`), payload, seconds);
    }
    async find(id: string): Promise<Payload | undefined> {
      return read(this.key(id));
    }
    async findByUid(uid: string): Promise<Payload | undefined> {
      return read(this.key(`uid ${uid}`));
    }
    async findByUserCode(): Promise<undefined> {
      return undefined;
    }
    async consume(id: string): Promise<void> {
      const payload = read(this.key(id));
      if (payload) payload['consumed'] = Math.floor(now() / 1_000);
    }
    async destroy(id: string): Promise<void> {
      const uid = read(this.key(id))?.uid;
      kept.delete(this.key(id));
      if (uid !== undefined) kept.delete(this.key(`uid ${uid}`));
    }
    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    }

    private key(id: string): string {
      return `${this.kind} ${id}`;
    }
  };
}
