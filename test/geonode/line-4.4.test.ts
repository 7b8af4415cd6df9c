import { describe } from 'vitest';
import { lineTests } from './support/line.ts';

describe('GeoNode 4.4 with Redis', () => {
  lineTests('4.4', 'four4', ['--broker', 'redis'], null);
});
