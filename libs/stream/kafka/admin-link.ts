import type { Admin, Kafka } from 'kafkajs';

/** One connection for questions: made when first needed, thrown away when it failed, made again at the next question. */
export class AdminLink {
  private admin: Promise<Admin> | undefined;

  constructor(private readonly kafka: Kafka) {}

  /** Throws what the broker or the connection throws, after three tries. */
  async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const link = (this.admin ??= this.connected());
    try {
      return await question(await link);
    } catch (error) {
      if (this.admin === link) await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const link = this.admin;
    this.admin = undefined;
    const admin = await link?.catch(() => undefined);
    await admin?.disconnect().catch(() => undefined);
  }

  private async connected(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 } });
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      await admin.disconnect().catch(() => undefined);
      throw error;
    }
  }
}
