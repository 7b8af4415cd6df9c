import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded } from '../../../generators/core/report/fold.ts';

describe('a text at a terminal', () => {
  it('breaks between words, and keeps the indentation', () => {
    expect(folded('Note: maps will be slow on it.', 16)).toBe('Note: maps will\nbe slow on it.');
    expect(folded('  1. Let the others take over.', 16)).toBe('  1. Let the\n  others take\n  over.');
  });

  it('keeps a command in one piece, wherever it stands', () => {
    const command = 'npx create-geonode-project@0.1.0 undo my_site';
    expect(folded(`  ${command}`, 20)).toBe(`  ${command}`);
    expect(folded(`Take it back: ${command}, then go on as before.`, 20)).toBe(
      `Take it back:\n${command},\nthen go on as\nbefore.`,
    );
  });

  it('leaves a diff and an address as they are', () => {
    const diff = '--- a/README.md\n+++ b/README.md\n+a line that is longer than that';
    expect(folded(diff, 20)).toBe(diff);
    expect(folded('See https://docs.docker.com/engine/install/', 20)).toBe(
      'See\nhttps://docs.docker.com/engine/install/',
    );
  });

  it('changes nothing but spaces and line ends', () => {
    const words = fc.array(fc.constantFrom('a', 'word', 'docker', 'compose.', 'up', '  two', 'x'.repeat(30)));
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 90 }), (list, columns) => {
        const text = list.join(' ');
        expect(folded(text, columns).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
    );
  });
});
