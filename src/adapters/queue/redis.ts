import { Redis } from 'ioredis';
import { SohoaError } from '../../domain/errors.ts';
import { type Text, text } from '../../domain/text.ts';

export interface RedisConnections {
  /** Fails at once while Redis is away (a caller gets 503, not a hang). */
  readonly producer: Redis;
  /** Waits for Redis to come back, as BullMQ's workers need. */
  readonly consumer: Redis;
  readonly warnings: readonly Text[];
  close(): Promise<void>;
}

/** Connects and looks at the settings that decide whether Redis may lose jobs. Throws NETWORK_UNAVAILABLE. */
export async function openRedis(url: string, onError: (error: Error) => void): Promise<RedisConnections> {
  const producer = new Redis(url, { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const consumer = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null });
  for (const connection of [producer, consumer]) connection.on('error', onError);
  try {
    await Promise.all([producer.connect(), consumer.connect()]);
    const info = await producer.info();
    return {
      producer,
      consumer,
      warnings: unsafeSettings(info),
      close: async () => {
        producer.disconnect();
        consumer.disconnect();
      },
    };
  } catch (error) {
    producer.disconnect();
    consumer.disconnect();
    const reason = error instanceof Error ? error.message : String(error);
    throw new SohoaError('NETWORK_UNAVAILABLE', { url: new URL(url).host, reason }, { cause: error });
  }
}

/** From INFO rather than CONFIG GET, which managed services forbid. */
export function unsafeSettings(info: string): readonly Text[] {
  const value = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const warnings: Text[] = [];
  const policy = value('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push(
      text(
        `Redis đang dùng maxmemory-policy=${policy} và có thể bỏ việc đang chờ; hãy đặt noeviction.`,
        `Redis runs with maxmemory-policy=${policy} and may drop waiting jobs; set noeviction.`,
      ),
    );
  }
  if (value('aof_enabled') === '0') {
    warnings.push(
      text(
        'Redis chưa bật AOF: khi Redis dừng đột ngột, việc đang chờ phải nạp lại từ cơ sở dữ liệu; hãy đặt appendonly yes.',
        'Redis runs without AOF: after a crash waiting jobs must be loaded again from the database; set appendonly yes.',
      ),
    );
  }
  return warnings;
}
