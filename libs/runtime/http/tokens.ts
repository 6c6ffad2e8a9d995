/** What rooms inject; each is a part of the process's Runtime. */
export const RUNTIME = Symbol('Runtime');
export const CONFIG = Symbol('Config');
export const LOGGER = Symbol('Logger');
export const METRICS = Symbol('Metrics');
export const HEALTH = Symbol('Health');
/** pg.Pool of the events database, app role. */
export const EVENTS_POOL = Symbol('EventsPool');
/** pg.Pool of the key database, app role. */
export const KEYS_POOL = Symbol('KeysPool');
export const VAULT = Symbol('Vault');
export const STORE = Symbol('Store');
export const STREAM = Symbol('Stream');
/** ReadModels: activeSlot, waitFor. */
export const READ = Symbol('ReadModels');
