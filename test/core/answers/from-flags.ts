import { expect } from 'vitest';
import { parseGiven } from '../../../generators/core/answers/resolve.ts';
import { UsageError } from '../../../generators/core/errors.ts';

export const flags = (flag: Record<string, unknown>) => parseGiven({ flag, file: {}, stored: {} }, '/home/me');

export const messageOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return `${(error as UsageError).message}\n${(error as UsageError).hint}`;
  }
  throw new Error('nothing was thrown');
};
