import { budget } from '../../../generators/core/budget/budget.ts';
import { type Machine, memoryFromGigabytes } from '../../../generators/core/budget/machine.ts';
import { machine } from './machines.ts';

export const sized = (gigabytes: number, differs: Partial<Machine> = {}) =>
  budget(machine({ memoryMiB: memoryFromGigabytes(gigabytes), ...differs }));

// The table's rows for 4 GB are squeezed ones, which in tuning.md leave letsencrypt out.
export const golden = (gigabytes: number, cpus: number) => sized(gigabytes, { cpus, letsencrypt: gigabytes > 4 });
