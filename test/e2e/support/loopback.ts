import { command } from './site.ts';

/** Addresses that the tests put on the loopback interface of the engine's namespace: this machine on a LAN. */
export const LAN = { ipv4: '192.168.77.1', ipv6: 'fd00:77::1' } as const;

const change = async (verb: 'add' | 'delete'): Promise<void> => {
  for (const address of [`${LAN.ipv4}/32`, `${LAN.ipv6}/128`])
    await command('ip', ['address', verb, address, 'dev', 'lo'], { cwd: '/' });
};

export const joinLan = (): Promise<void> => change('add');
export const leaveLan = (): Promise<void> => change('delete');
