import { describe } from 'vitest';
import { lineTests } from './support/line.ts';

describe('GeoNode 5.0 with Redis and memcached', () => {
  lineTests('5.0', 'five0', ['--cache'], 'harvesting_worker');
});
