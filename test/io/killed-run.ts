// A run that kills itself before its n-th change, or in the middle of a write: <commit|recover> <scenario> <root> <n>.
import { recover } from '../../generators/io/recovery.ts';
import { commit } from '../../generators/io/transaction.ts';
import { CHANGING, hooked, writeHalf } from './disk.ts';
import { ABOUT, SCENARIOS, type ScenarioName } from './scenarios.ts';

const [what, scenario, root = '', n] = process.argv.slice(2);
let calls = 0;
const fs = hooked(CHANGING, (name, call, args) => {
  if (++calls < Number(n)) return call();
  if (name === 'writeFileSync') writeHalf(args);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
});

if (what === 'recover') recover(root, { breakLock: false }, fs);
else commit(root, SCENARIOS[scenario as ScenarioName].changes(root), ABOUT, fs);
