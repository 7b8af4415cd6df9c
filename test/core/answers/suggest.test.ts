import { describe, expect, it } from 'vitest';
import { nearest } from '../../../generators/core/answers/suggest.ts';

describe('the nearest choice', () => {
  it.each([
    ['memry', 'memory'],
    ['Memory-', 'memory'],
    ['chekc', undefined],
    ['memory', undefined],
    ['x', undefined],
    ['', undefined],
  ])('to %j is %j', (word, meant) => expect(nearest(word, ['memory', 'email', 'url'])).toBe(meant));
});
