import { Partitioners } from 'kafkajs';
import { partitionOfKey } from './murmur2';

describe('partitioning', () => {
  it('is the same as the Kafka client uses', () => {
    const partitions = Array.from({ length: 12 }, (_, partitionId) => ({
      partitionId,
      leader: 0,
      partitionErrorCode: 0,
      replicas: [0],
      isr: [0],
    }));
    const choose = Partitioners.DefaultPartitioner();
    for (let i = 0; i < 500; i += 1) {
      const key = `${i}-${'é'.repeat(i % 5)}${'ab'.repeat(i % 7)}`;
      const message = { key, value: null };
      expect([key, partitionOfKey(key, 12)]).toEqual([
        key,
        choose({ topic: 't', partitionMetadata: partitions, message }),
      ]);
    }
  });
});
