import { afterEach, describe, expect, it } from 'vitest';
import { type Interrupts, interrupts } from '../../../generators/app/up/interrupt.ts';

let listening: Interrupts;
afterEach(() => listening.done());

describe('Ctrl-C while Docker works', () => {
  it('stops what runs', () => {
    listening = interrupts();
    let stopped = 0;
    listening.onFirst(() => stopped++);
    process.emit('SIGINT');
    expect([stopped, listening.count()]).toEqual([1, 1]);
  });

  it('between two commands, stops the next one as soon as it is there', () => {
    listening = interrupts();
    process.emit('SIGINT');
    let stopped = 0;
    listening.onFirst(() => stopped++);
    expect(stopped).toBe(1);
  });

  it('a second one is heard', async () => {
    listening = interrupts();
    process.emit('SIGINT');
    const second = listening.second();
    process.emit('SIGINT');
    expect(await second).toBe(true);
  });
});
